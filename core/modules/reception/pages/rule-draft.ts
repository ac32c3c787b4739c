import { Invalid } from '../../../errors.ts'
import type { I18n } from '../../../platform/i18n/index.ts'
import { weekdays } from '../../clinic/index.ts'
import { namedSites, sourceName } from '../../journey/index.ts'
import type { Condition, Rule, Target } from '../rule.ts'
import type { RuleText } from '../store/rules.ts'

type Fields = Record<string, unknown>

/** What a condition can ask of, in the order in which the editor offers it. */
export const asked = [
  'source',
  'keyword',
  'page',
  'text',
  'channel',
  'kind',
  'language',
  'stage',
  'tag',
  'region',
  'open',
  'time',
] as const satisfies Condition['on'][]

const empty: Record<Condition['on'], Condition> = {
  source: { on: 'source', is: [] },
  page: { on: 'page', contains: [] },
  keyword: { on: 'keyword', contains: [] },
  text: { on: 'text', contains: [] },
  channel: { on: 'channel', is: [] },
  kind: { on: 'kind', is: [] },
  language: { on: 'language', is: [] },
  stage: { on: 'stage', is: [] },
  region: { on: 'region', is: [] },
  tag: { on: 'tag', is: [] },
  open: { on: 'open', is: false },
  time: { on: 'time', days: [...weekdays], from: '18:00', until: '09:00' },
}

/** A rule of which nothing is said yet. */
export const blank: RuleText = {
  name: '',
  conditions: [],
  target: { to: 'group', teamId: 0 },
  priority: 0,
  enabled: true,
}

/** What the editor says, whether it is whole or not. */
export function draftIn(i18n: I18n, fields: Fields): RuleText {
  return {
    name: text(fields['name']),
    conditions: indexesIn(fields).flatMap((at) => conditionAt(i18n, fields, at) ?? []),
    target: targetIn(fields),
    priority: Number(text(fields['priority']) || 0),
    enabled: fields['enabled'] === 'on',
  }
}

/** The draft with a condition more (`add`, of the kind in `more`) or one less (`remove.2`). */
export function changedDraft(draft: RuleText, { do: deed, more }: Fields): RuleText {
  const kind = asked.find((each) => each === more)
  if (deed === 'add' && kind) return { ...draft, conditions: [...draft.conditions, empty[kind]] }
  const gone = /^remove\.(\d+)$/.exec(String(deed))?.[1]
  return gone ? { ...draft, conditions: draft.conditions.toSpliced(Number(gone), 1) } : draft
}

/** What the service cannot know of a draft: whom it leads to, and whether times are times. Throws Invalid. */
export function checkDraft({ conditions, target }: RuleText): void {
  const at = conditions.findIndex((condition) => condition.on === 'time' && !isTime(condition))
  if (at >= 0) throw new Invalid([{ field: `conditions.${at}`, message: 'reception.refused.time' }])
  if ((target.to === 'group' && !target.teamId) || (target.to === 'agent' && !target.agentId))
    throw new Invalid([{ field: 'target', message: 'errors.fault.required' }])
}

function isTime({ from, until }: Condition & { on: 'time' }): boolean {
  return from !== until && [from, until].every((time) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time))
}

function indexesIn(fields: Fields): number[] {
  const found = Object.keys(fields).flatMap((name) => /^on\.(\d{1,3})$/.exec(name)?.[1] ?? [])
  return found.map(Number).toSorted((one, other) => one - other)
}

function conditionAt(i18n: I18n, fields: Fields, at: number): Condition | undefined {
  const on = asked.find((each) => each === fields[`on.${at}`])
  const [chosen, written] = [list(fields[`is.${at}`]), wordsIn(text(fields[`words.${at}`]))]
  switch (on) {
    case 'page':
    case 'keyword':
    case 'text':
      return { on, contains: written }
    case 'channel':
      return { on, is: chosen.map(Number).filter(Number.isSafeInteger) }
    case 'source':
      return { on, is: [...new Set([...chosen, ...written.map((word) => siteCalled(i18n, word))])] }
    case 'open':
      return { on, is: chosen[0] === 'open' }
    case 'time':
      return { on, days: weekdays.filter((day) => chosen.includes(day)), ...hoursAt(fields, at) }
    case undefined:
      return undefined
    default:
      return { on, is: [...new Set([...chosen, ...written])] }
  }
}

function hoursAt(fields: Fields, at: number): { from: string; until: string } {
  return { from: text(fields[`from.${at}`]), until: text(fields[`until.${at}`]) }
}

/** 百度 and Baidu are `baidu`. */
function siteCalled(i18n: I18n, word: string): string {
  const isCalled = (site: string, locale: string) =>
    sourceName((key) => i18n.t(locale, key), site).toLowerCase() === word.toLowerCase()
  return [...namedSites].find((site) => i18n.locales.some((locale) => isCalled(site, locale))) ?? word
}

/** One choice says where to: `group:3`, `agent:2`, `message`, `bot`. */
function targetIn(fields: Fields): Target {
  const [to, id] = text(fields['target']).split(':')
  if (to === 'message') return { to, text: text(fields['message']) }
  if (to === 'bot') return { to }
  if (to === 'agent') return { to, agentId: Number(id) }
  return { to: 'group', teamId: Number(id ?? 0) }
}

function wordsIn(said: string): string[] {
  const words = said.split(/[,，、;；\n]/).map((word) => word.trim())
  return [...new Set(words.filter(Boolean))]
}

function list(value: unknown): string[] {
  return [value ?? []].flat().map(text).filter(Boolean)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

/** How the editor says where a rule leads. */
export function targetValue(target: Rule['target']): string {
  if (target.to === 'group') return `group:${target.teamId}`
  return target.to === 'agent' ? `agent:${target.agentId}` : target.to
}
