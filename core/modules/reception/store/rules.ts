import { isDeepStrictEqual } from 'node:util'
import { type Db, flag, insertId, json } from '../../../platform/db/index.ts'
import type { KeptRule, Rule } from '../rule.ts'

/** What an admin writes of a rule. */
export type RuleText = Pick<Rule, 'name' | 'conditions' | 'target' | 'priority' | 'enabled'>

type Row = { id: number; name: string; rule: string; enabled: number; version: number }
type Stored = Pick<Rule, 'conditions' | 'target' | 'priority'>

/** The rules in the order in which they are asked. */
export async function listRules(db: Db): Promise<Rule[]> {
  const rows: Row[] = await db('routing_rule').where({ deleted: 0 }).orderBy(['position', 'id'])
  return rows.map(fromRow)
}

/** The same as a version keeps them. */
export async function keptRules(db: Db): Promise<KeptRule[]> {
  return (await listRules(db)).map(({ id, name, conditions, target, priority, enabled }) => ({
    id,
    name,
    conditions,
    target,
    priority,
    enabled,
  }))
}

/** The rule by id, or undefined. */
export async function findRule(db: Db, id: number): Promise<Rule | undefined> {
  const row: Row | undefined = await db('routing_rule').where({ id, deleted: 0 }).first()
  return row && fromRow(row)
}

/** Puts a new rule last, and answers its id. */
export async function insertRule(trx: Db, rule: RuleText, at: string): Promise<number> {
  const last = await trx('routing_rule').max({ position: 'position' }).first()
  const position = Number(last?.['position'] ?? 0) + 1
  return insertId(trx, 'routing_rule', { ...toRow(rule), position, updated_at: at })
}

/** Writes a rule that still is of this version; false where somebody has changed it. */
export async function updateRule(
  trx: Db,
  { id, version }: Pick<Rule, 'id' | 'version'>,
  rule: RuleText,
  at: string,
): Promise<boolean> {
  return changed(trx, { id, version }, { ...toRow(rule), updated_at: at })
}

/** Takes a rule out that still is of this version; false where somebody has changed it. */
export async function deleteRule(
  trx: Db,
  { id, version }: Pick<Rule, 'id' | 'version'>,
  at: string,
): Promise<boolean> {
  return changed(trx, { id, version }, { deleted: 1, updated_at: at })
}

/** A rule that was taken out, or undefined. */
export async function findRemovedRule(db: Db, id: number): Promise<Pick<Rule, 'id' | 'name'> | undefined> {
  return db('routing_rule').where({ id, deleted: 1 }).first('id', 'name')
}

/** Puts a rule back where it was. */
export async function undeleteRule(trx: Db, id: number, at: string): Promise<void> {
  await trx('routing_rule')
    .where({ id, deleted: 1 })
    .update({ deleted: 0, version: trx.raw('version + 1'), updated_at: at })
}

/** Lets these be all rules, in this order; whoever has one open that thereby changes is told of it. */
export async function replaceRules(trx: Db, rules: KeptRule[], at: string): Promise<void> {
  const ids = rules.map(({ id }) => id)
  const now = new Map((await keptRules(trx)).map((rule) => [rule.id, rule]))
  const change = { version: trx.raw('routing_rule.version + 1'), updated_at: at }
  await trx('routing_rule')
    .where({ deleted: 0 })
    .whereNotIn('id', ids)
    .update({ ...change, deleted: 1 })
  for (const rule of rules.filter((each) => !isDeepStrictEqual(now.get(each.id), each)))
    await trx('routing_rule')
      .insert({ id: rule.id, ...toRow(rule), position: 0, updated_at: at })
      .onConflict('id')
      .merge({ ...toRow(rule), ...change, deleted: 0 })
  await orderRules(trx, ids)
}

/** Brings the rules into this order of ids. */
export async function orderRules(trx: Db, ids: number[]): Promise<void> {
  for (const [index, id] of ids.entries())
    await trx('routing_rule')
      .where({ id })
      .update({ position: index + 1 })
}

async function changed(trx: Db, { id, version }: Pick<Rule, 'id' | 'version'>, columns: object) {
  const change = { ...columns, version: version + 1 }
  return (await trx('routing_rule').where({ id, version, deleted: 0 }).update(change)) === 1
}

function toRow({ name, enabled, conditions, target, priority }: RuleText) {
  return { name, enabled: flag.write(enabled), rule: json.write({ conditions, target, priority }) }
}

function fromRow({ id, name, rule, enabled, version }: Row): Rule {
  const { conditions, target, priority } = json.read<Stored>(rule, nothing)
  return { id, name, conditions, target, priority, enabled: flag.read(enabled), version: Number(version) }
}

const nothing: Stored = { conditions: [], target: { to: 'bot' }, priority: 0 }
