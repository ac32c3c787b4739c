import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { faultWords } from '../../../platform/i18n/index.ts'
import { asked, targetValue } from './rule-draft.ts'
import type { KeptRule, Rule } from '../rule.ts'
import { receptionSettings } from '../service/settings.ts'
import { findRemovedRule, listRules, type RuleText } from '../store/rules.ts'
import { findVersion } from '../store/versions.ts'
import { conditionFields } from './condition-fields.ts'
import { tongueOf } from './names.ts'
import { ruleWords, type Tongue } from './words.ts'

/** How far forward a rule can move somebody. Labels: `reception.priority.<n>`. */
const priorities = [0, 1, 2, 3]

/** What was just done to a rule, or to all by returning to a version, for the line that takes it back. */
export type JustDone = {
  removed?: number
  moved?: number
  from?: number
  way?: string
  returned?: number
  /** The version that was in use before. */
  left?: number
}

/** The table of rules as sentences, in the order in which they are asked. */
export async function rulesPage(app: App, locale: string, done: JustDone = {}) {
  const { removed, moved, from, way } = done
  const tongue = await tongueOf(app, locale)
  const rules = await listRules(app.db)
  const rows = rules.map((rule, at) => ({
    ...ruleLine(tongue, rule),
    at,
    number: at + 1,
    above: at - 1,
    below: at + 1,
    isFirst: at === 0,
    isLast: at === rules.length - 1,
    wasMoved: rule.id === moved ? way : undefined,
  }))
  return {
    tab: 'rules',
    rules: rows,
    removed: removed === undefined ? undefined : await findRemovedRule(app.db, removed),
    moved:
      from === undefined
        ? undefined
        : rows.filter(({ id }) => id === moved).map((rule) => ({ ...rule, from }))[0],
    returned: await returnedTo(app, locale, rules, done),
    isManual: (await receptionSettings(app.db)).mode === 'manual',
  }
}

/** A rule as a line of a list: what is written of it, and its sentence. */
export function ruleLine<R extends KeptRule>(tongue: Tongue, rule: R) {
  return { ...rule, ...ruleWords(tongue, rule), ...priorityWords(tongue, rule) }
}

/** The version that was returned to, with the names of those of its rules that did not come back. */
async function returnedTo(app: App, locale: string, rules: Rule[], { returned, left }: JustDone) {
  const version = returned === undefined ? undefined : await findVersion(app.db, returned)
  if (!version) return undefined
  const there = new Set(rules.map(({ id }) => id))
  const missing = version.rules.flatMap(({ id, name }) => (there.has(id) ? [] : [name]))
  return { id: version.id, left, missing: new Intl.ListFormat(locale).format(missing) }
}

type Editing = {
  rule?: Rule
  /** The one that the editor began with, where that is not the rule's. */
  version?: number
  typed?: Typed
  /** The condition that was just added. */
  focus?: number
  /** Somebody was faster. */
  conflict?: boolean
}

/** The editor of a rule, or of a new one. */
export async function editorPage(
  app: App,
  locale: string,
  draft: RuleText,
  { rule, version = rule?.version, typed, focus, conflict }: Editing = {},
) {
  const tongue = await tongueOf(app, locale)
  const errors = faultWords(app, locale, typed?.faults)
  const fields = draft.conditions.map((condition, at) => conditionFields(tongue, condition, at))
  return {
    tab: 'rules',
    rule: rule && { ...rule, ...ruleWords(tongue, rule) },
    version,
    draftPath: `/admin/reception/rules${rule ? `/${rule.id}` : ''}/draft`,
    conflict,
    draft,
    message: draft.target.to === 'message' ? draft.target.text : '',
    conditions: fields.map((field) => ({
      ...field,
      error: errors[`conditions.${field.at}`],
      isFocused: field.at === focus,
    })),
    asked,
    targets: targetsOf(tongue, draft),
    priorities: [...new Set([...priorities, draft.priority])].map((value) => ({
      value,
      ...priorityWords(tongue, { priority: value }),
      isChosen: value === draft.priority,
    })),
    errors,
  }
}

function targetsOf({ names }: Tongue, { target }: RuleText) {
  const chosen = targetValue(target)
  const choices = (kind: string, all: Map<number, string>) =>
    [...all].map(([id, name]) => ({
      value: `${kind}:${id}`,
      name,
      isChosen: chosen === `${kind}:${id}`,
    }))
  return {
    groups: choices('group', names.teams),
    agents: choices('agent', names.agents),
    isMessage: chosen === 'message',
    isBot: chosen === 'bot',
  }
}

function priorityWords({ i18n, locale }: Tongue, { priority }: Pick<Rule, 'priority'>) {
  const key = priorities.includes(priority) ? `reception.priority.${priority}` : 'reception.priority.other'
  return { urgency: i18n.t(locale, key, { priority }) }
}
