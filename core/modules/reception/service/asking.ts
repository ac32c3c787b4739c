import { askModules } from '../../../platform/asking.ts'
import { earlier } from '../../../platform/time.ts'
import type { Decision } from '../decision.ts'
import { type Known, unknown } from '../store/acquaintances.ts'
import { decisionsSince } from '../store/decisions.ts'
import { visitorsOf } from '../store/visitors.ts'
import { gaveUpSince } from '../store/passing.ts'
import type { Waiting } from '../store/waiting.ts'
import type { Asking, Placed } from '../world.ts'
import type { Turn } from './handing.ts'

/** Milliseconds in which nobody is given again what they have just let lie or put back. */
const respite = 5 * 60 * 1000

/** Somebody who waits, with everything that a decision about them needs. */
export type Asked<Row extends Waits = Waiting> = { row: Row; asking: Asking }

/** What is known of the house at one moment. */
export type House = Pick<Turn, 'app' | 'trx' | 'world' | 'now'>

type Waits = Pick<Waiting, 'id' | 'personId' | 'teamId' | 'queuedAt'>

/** Reads what is known of those who wait, in their order. */
export async function readAskings<Row extends Waits>(
  house: House,
  rows: Row[],
  known: Map<number, Known>,
): Promise<Asked<Row>[]> {
  const { trx, now } = house
  const ids = rows.map(({ id }) => id)
  const visitors = await visitorsOf(trx, ids)
  const regions = await regionsFor(house, rows)
  const decisions = await decisionsSince(trx, ids)
  const since = earlier(now, respite)
  const givenUp = await gaveUpSince(trx, ids, since)
  return rows.flatMap((row) => {
    const visitor = visitors.get(row.id)
    if (!visitor) return []
    const before = decisions.get(row.id) ?? []
    const asking = {
      visitor: { ...visitor, region: regions.get(row.personId) ?? '' },
      known: known.get(row.personId) ?? unknown,
      teamId: row.teamId,
      placed: placedBy(before, row.teamId),
      waited: (now.getTime() - Date.parse(row.queuedAt)) / 1000,
      passed: [...passedBy(before, since), ...(givenUp.get(row.id) ?? [])],
    }
    return [{ row, asking }]
  })
}

/** Asked for only where a rule asks for it. */
async function regionsFor({ app, trx, world }: House, rows: Waits[]): Promise<Map<number, string>> {
  const isAsked = world.rules.some(({ conditions }) => conditions.some(({ on }) => on === 'region'))
  if (!isAsked) return new Map()
  const people = rows.map(({ personId }) => personId)
  return new Map(await askModules(app, ({ regions }) => regions?.(app, trx, people)))
}

/** A group that the house chose is known with its reason; one that people chose is not. */
function placedBy(decisions: Decision[], teamId: number | null): Placed | null {
  const explanation = decisions.findLast(
    ({ explanation: { step } }) => step === 'rule' || step === 'channel',
  )?.explanation
  if (!explanation || teamId === null || explanation.teamId !== teamId) return null
  const { step, ruleId, ruleName } = explanation
  return { step: step === 'rule' ? 'rule' : 'channel', ruleId, ruleName }
}

function passedBy(decisions: Decision[], since: string): number[] {
  return decisions.flatMap(({ at, explanation }) => (at > since ? (explanation.agentId ?? []) : []))
}
