import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { longestName, type Rule } from '../rule.ts'
import {
  deleteRule,
  findRemovedRule,
  findRule,
  insertRule,
  listRules,
  orderRules,
  type RuleText,
  undeleteRule,
  updateRule,
} from '../store/rules.ts'
import { settle } from './settling.ts'

const mostRules = 200
const mostPriority = 9

/** Puts a rule at the end of the table and answers its id. Throws Invalid for a rule that says nothing. */
export async function addRule(app: App, viewer: Viewer, rule: RuleText): Promise<number> {
  check(rule)
  const { id } = await settle(app, viewer, 'rule.added', async (trx, at) => {
    if ((await listRules(trx)).length >= mostRules) throw fault('', 'queue.refused.many')
    return { id: await insertRule(trx, rule, at), name: rule.name }
  })
  return id
}

/** Writes a rule anew. `version` is the one the viewer saw: Conflict where somebody has changed it since. */
export async function editRule(
  app: App,
  viewer: Viewer,
  { id, version }: Pick<Rule, 'id' | 'version'>,
  rule: RuleText,
): Promise<void> {
  check(rule)
  await settle(app, viewer, 'rule.edited', async (trx, at) => {
    await insistOn(trx, id)
    if (!(await updateRule(trx, { id, version }, rule, at))) throw new Conflict('queue.conflict.rule')
    return { id, name: rule.name }
  })
}

/** Takes a rule out. Conflict as in `editRule`. */
export async function removeRule(
  app: App,
  viewer: Viewer,
  { id, version }: Pick<Rule, 'id' | 'version'>,
): Promise<void> {
  await settle(app, viewer, 'rule.removed', async (trx, at) => {
    const { name } = await insistOn(trx, id)
    if (!(await deleteRule(trx, { id, version }, at))) throw new Conflict('queue.conflict.rule')
    return { id, name }
  })
}

/** Puts a rule back that was taken out; twice is once. Throws NotFound for one that never was. */
export async function restoreRule(app: App, viewer: Viewer, id: number): Promise<void> {
  await settle(app, viewer, 'rule.restored', async (trx, at) => {
    if (await findRule(trx, id)) return undefined
    const rule = await findRemovedRule(trx, id)
    if (!rule) throw new NotFound(`rule ${id}`)
    await undeleteRule(trx, id, at)
    return rule
  })
}

/** Brings a rule to a place of the table, 0 being the first; beyond the last is the last. */
export async function moveRule(app: App, viewer: Viewer, id: number, index: number): Promise<void> {
  await settle(app, viewer, 'rule.moved', async (trx) => {
    const { name } = await insistOn(trx, id)
    const others = (await listRules(trx)).map((rule) => rule.id).filter((other) => other !== id)
    await orderRules(trx, others.toSpliced(Math.max(0, index), 0, id))
    return { id, name }
  })
}

async function insistOn(trx: Db, id: number): Promise<Rule> {
  const rule = await findRule(trx, id)
  if (!rule) throw new NotFound(`rule ${id}`)
  return rule
}

function check({ name, conditions, target, priority }: RuleText) {
  if (!name.trim()) throw fault('name', 'errors.fault.required')
  if (name.length > longestName) throw fault('name', 'errors.fault.long')
  if (!Number.isInteger(priority) || priority < 0 || priority > mostPriority)
    throw fault('priority', 'errors.fault.number')
  if (target.to === 'message' && !target.text.trim()) throw fault('target.text', 'errors.fault.required')
  const empty = conditions.findIndex((condition) => isEmpty(condition))
  if (empty >= 0) throw fault(`conditions.${empty}`, 'errors.fault.required')
}

function isEmpty(condition: Rule['conditions'][number]): boolean {
  if (condition.on === 'time') return condition.days.length === 0
  const words = 'contains' in condition ? condition.contains : condition.is
  return Array.isArray(words) && words.length === 0
}

function fault(field: string, message: string) {
  return new Invalid([{ field, message }])
}
