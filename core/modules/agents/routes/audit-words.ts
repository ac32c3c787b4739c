import type { App, Viewer } from '../../../module.ts'
import { json } from '../../../platform/db/index.ts'
import { type AuditRow, findAudit, objectNames } from '../store/audit.ts'

type Detail = Record<string, unknown>
type Words = { text: (key: string, otherwise: string) => string; nameOf: (object: string) => string }

const mostOfOne = 100

/** Where the texts for values begin that are keys of ours, by the name of their field. */
const vocabularies: Record<string, string> = {
  role: 'admin.roles.builtin.',
  scope: 'admin.roles.scopes.',
  permissions: 'admin.permissions.',
  fields: 'admin.audit.fields.',
  action: 'admin.audit.actions.',
  kind: 'admin.audit.kinds.',
  evidence: 'people.merge.evidence.',
}

/** Entries as their reader understands them: who and what by name, details as labels and values in their language. */
export async function auditWords(app: App, viewer: Viewer, rows: AuditRow[]) {
  const entries = rows.map((row) => ({ ...row, detail: json.read<Detail>(row.detail, {}) }))
  const words = await wordsFor(app, viewer, entries.flatMap(objectsIn))
  return entries.map((entry) => ({
    ...entry,
    label: words.text(`admin.audit.actions.${entry.action}`, entry.action),
    actor: words.nameOf(entry.actor),
    object: words.nameOf(entry.object),
    detail: linesOf(words, entry.detail),
  }))
}

/** The newest entries about one object (`call:3`), as `auditWords` says them. */
export async function auditOf(app: App, viewer: Viewer, object: string) {
  return auditWords(app, viewer, await findAudit(app.db, { object }, mostOfOne))
}

/** Customers are named to those alone who may see every customer. */
async function wordsFor(app: App, viewer: Viewer, objects: string[]): Promise<Words> {
  const text: Words['text'] = (key, otherwise) => textOr(app, viewer.locale, key, otherwise)
  const shown = objects.filter((object) => viewer.scope === 'all' || !object.startsWith('person:'))
  const names = await objectNames(app.db, shown)
  const nameOf = (object: string) => {
    const [kind = '', id = ''] = object.split(':')
    const { name, key } = names.get(object) ?? {}
    const number =
      `${text(`admin.audit.objects.${kind}`, kind)} ${text(`admin.audit.objects.${id}`, id)}`.trim()
    return name || text(`admin.roles.builtin.${key}`, text(`admin.audit.actors.${object}`, number))
  }
  return { text, nameOf }
}

/** The text of a key in a language, or `otherwise` where we have none: modules have actions of their own. */
export function textOr(app: App, locale: string, key: string, otherwise: string): string {
  const found = /^[\w.-]+$/.test(key) ? app.i18n.t(locale, key) : key
  return found === key ? otherwise : found
}

function objectsIn({ actor, object, detail }: { actor: string; object: string; detail: Detail }): string[] {
  const told = Object.entries(detail).flatMap(([field, value]) => [value].flat().map((one) => [field, one]))
  return [actor, object, ...told.map(([field, one]) => objectOf(String(field), one) ?? '')]
}

/** What a value stands for where it is the id of something. */
function objectOf(field: string, value: unknown): string | undefined {
  if (typeof value === 'number' && field === 'members') return `agent:${value}`
  if (typeof value === 'number' && (field === 'from' || field === 'to')) return `person:${value}`
  return typeof value === 'string' && /^[a-z]+:\d+$/.test(value) ? value : undefined
}

function linesOf(words: Words, detail: Detail) {
  return Object.entries(detail).map(([field, value]) => ({
    label: words.text(`admin.audit.fields.${field}`, field),
    value: valueOf(words, field, value),
  }))
}

function valueOf(words: Words, field: string, value: unknown): string {
  if (Array.isArray(value))
    return value.map((one) => valueOf(words, field, one)).join(words.text('admin.audit.comma', ', '))
  if (typeof value === 'object' && value !== null) {
    const lines = linesOf(words, { ...value }).map((line) => `${line.label}: ${line.value}`)
    return lines.join('; ')
  }
  const object = objectOf(field, value)
  if (object) return words.nameOf(object)
  const vocabulary = vocabularies[field]
  return vocabulary ? words.text(`${vocabulary}${String(value)}`, String(value)) : String(value)
}
