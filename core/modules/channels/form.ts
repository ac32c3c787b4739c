import type { App } from '../../module.ts'
import type { ChannelKind, Field, Settings } from '../../plugin/index.ts'
import type { Typed } from '../../platform/http/index.ts'
import { pluginText, wordsOf } from '../../platform/i18n/index.ts'
import type { ChannelForm } from './settings.ts'
import type { Carried } from './carrying.ts'
import { imageAddress, isKept } from './fields.ts'

/** One field as its partial draws it. `set`: a value of it is stored, `carried`: one was typed just now; neither is shown. */
export type FieldView = {
  partial: string
  name: string
  setting: string
  label: string
  hint?: string
  error?: string
  required: boolean
  /** Left empty, it has no value at all. */
  optional: boolean
  type: Field['type']
  min?: number
  max?: number
  pattern?: string
  make?: number
  value?: string
  checked?: boolean
  set: boolean
  carried: boolean
  src?: string
  choices: { value: string; label: string; selected: boolean }[]
}

/** `folded`: what few will change is out of the way, unless something in it is wrong. */
export type FieldGroup = { title?: string; folded: boolean; fields: FieldView[] }

/** What the form is drawn from: the account's settings, or what was typed and what was wrong with it. */
export type FormState = Partial<Typed> & { settings?: Settings; carried?: Carried; locale: string }

/** The fields of a kind, under their headings, in the order in which the plugin lists them; the group `advanced` is folded. */
export function fieldGroups(app: App, plugin: string, kind: ChannelKind, state: FormState): FieldGroup[] {
  const byGroup = Map.groupBy(kind.fields, ({ group }) => group ?? '')
  return [...byGroup].map(([group, members]) => {
    const fields = fieldViews(app, `${plugin}:field.${kind.kind}`, members, state)
    return {
      ...(group && { title: app.i18n.t(state.locale, `${plugin}:group.${kind.kind}.${group}`) }),
      folded: group === 'advanced' && !fields.some(({ error }) => error),
      fields,
    }
  })
}

/** Fields in their order; their words are `<key>.<name>.label` and `.hint`. */
export function fieldViews(app: App, key: string, fields: Field[], state: FormState): FieldView[] {
  return fields.map((field) => fieldView(app, `${key}.${field.name}`, field, state))
}

/** What was posted beside the form itself: pictures, and what an earlier try carries along (see `carry`). */
export type Posted = ChannelForm & { images: [string, Buffer][]; carried: unknown }

/** The posted form: `settings.<name>` gathered, unticked boxes said, files apart, colours that nobody wants left out. */
export function readForm(kind: Pick<ChannelKind, 'fields'>, payload: Record<string, unknown>): Posted {
  const posted = Object.entries(payload).filter(([name]) => name.startsWith('settings.'))
  const entries = posted.map(([name, value]) => [name.slice('settings.'.length), value] as const)
  const flags = kind.fields.filter(({ type }) => type === 'flag').map(({ name }) => [name, false])
  const images = entries.flatMap(([name, value]) => imageOf(name, value))
  const cleared = [payload['cleared'] ?? []].flat().map(String)
  const colours = kind.fields.filter(({ type, name }) => type === 'colour' && cleared.includes(name))
  const unwanted = new Set(colours.map(({ name }) => name))
  const typed = entries.filter(([name, value]) => !isUpload(value) && !unwanted.has(name))
  return {
    name: payload['name'],
    settings: { ...Object.fromEntries(flags), ...Object.fromEntries(typed) },
    cleared,
    untested: payload['untested'] !== undefined,
    carried: payload['carried'],
    images,
  }
}

function fieldView(app: App, key: string, field: Field, state: FormState): FieldView {
  const { settings, values, faults, locale, carried } = state
  const name = `settings.${field.name}`
  const text = (part: string) => pluginText(app, locale, `${key}.${part}`)
  const hint = text('hint')
  const stored = settings?.[field.name] ?? field.default
  const value = values ? values[name] : stored
  const fault = faultOf(name, faults)
  const { min, max, pattern, make } = field
  return {
    partial: `admin/channels/fields/${isLong(field) ? 'long' : partials[field.type]}`,
    name,
    setting: field.name,
    type: field.type,
    label: text('label') ?? field.name,
    required: field.required ?? false,
    optional: !field.required && (field.default === undefined || field.default === ''),
    set: isKept(field) && settings?.[field.name] !== undefined,
    carried: carried?.names.includes(field.name) ?? false,
    choices: (field.choices ?? []).map((choice) => ({
      value: choice,
      label: text(choice) ?? choice,
      selected: choice === value,
    })),
    ...(hint && { hint }),
    ...(fault && { error: wordsOf(app, locale, fault) }),
    ...defined({ min, max, pattern, make }),
    ...(!isKept(field) && {
      value: [value ?? ''].flat().join('\n'),
      checked: value === true || value === 'on',
    }),
    ...(field.type === 'image' && stored && { src: imageAddress(String(stored)) }),
  }
}

function defined<T extends object>(values: T): Partial<T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Partial<T>
}

/** One line of a list may be wrong alone: `settings.sites.2`. */
function faultOf(name: string, faults: Record<string, string> = {}): string | undefined {
  return Object.entries(faults).find(([field]) => field === name || field.startsWith(`${name}.`))?.[1]
}

/** A text that may have several lines. */
function isLong({ type, max = 0, pattern }: Field): boolean {
  return type === 'text' && max > 200 && pattern === undefined
}

const partials: Record<Field['type'], string> = {
  text: 'input',
  url: 'input',
  number: 'input',
  secret: 'secret',
  flag: 'flag',
  choice: 'choice',
  lines: 'lines',
  colour: 'colour',
  image: 'image',
}

type Upload = { filename: string; payload: Buffer }

function isUpload(value: unknown): value is Upload {
  return typeof value === 'object' && value !== null && 'filename' in value
}

/** A file field that was left alone comes as an empty file. */
function imageOf(name: string, value: unknown): [string, Buffer][] {
  if (!isUpload(value) || !Buffer.isBuffer(value.payload) || value.payload.length === 0) return []
  return [[name, value.payload]]
}
