import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Gift, give } from '../../conversations/index.ts'
import { type Choice, deal, place } from '../decide.ts'
import type { Cause } from '../decision.ts'
import { insertDecisions } from '../store/decisions.ts'
import type { Waiting } from '../store/waiting.ts'
import type { World } from '../world.ts'
import type { Asked } from './asking.ts'
import { greet } from './greeting.ts'
import { sweepAfter } from './waking.ts'

/** One look at the queue. What `world` says of agents' load grows with what they are given. */
export type Turn = { app: App; trx: Db; world: World; causes: Map<number, Cause>; now: Date }

/** What was decided about somebody who waits. */
export type Result = { row: Waiting; choice: Choice }

/** Decides about each of them in turn, writes what changes, and answers how many that were. */
export async function handOut(turn: Turn, asked: Asked[]): Promise<number> {
  const { trx, world, causes, now } = turn
  const at = now.toISOString()
  const results = asked
    .map((each) => resultOf(world, each, at))
    .filter(({ row, choice }) => row.isNew || causes.has(row.id) || choice.explanation.agentId !== null)
  const gifts = results.map(giftOf)
  const given = new Set(await give(trx, gifts, at))
  const kept = results.filter(({ row }) => given.has(row.id))
  await insertDecisions(
    trx,
    kept.map(({ row, choice: { explanation } }) => {
      return { conversationId: row.id, cause: causeOf(turn, row, explanation.step), explanation, at }
    }),
  )
  await lookLater(turn, kept)
  await greet(turn, kept)
  return kept.length
}

function resultOf(world: World, { row, asking }: Asked, at: string): Result {
  const isManual = world.settings.mode === 'manual'
  return { row, choice: isManual ? place(world, asking) : deal(world, asking, at) }
}

function giftOf({ row, choice: { explanation, priority } }: Result): Gift {
  const { agentId, teamId } = explanation
  return { conversationId: row.id, agentId, teamId, priority }
}

function causeOf({ causes }: Turn, { id, isNew }: Waiting, step: string): Cause {
  return causes.get(id) ?? (isNew ? 'opened' : step === 'overflow' ? 'waited' : 'freed')
}

/** Whoever waits where it overflows, and whoever was given but may not be answered, is looked at again in time. */
async function lookLater({ trx, world, now }: Turn, results: Result[]): Promise<void> {
  if (world.settings.mode === 'manual') return
  const times = results.map(({ choice: { explanation } }) =>
    explanation.agentId === null
      ? (world.groups.get(explanation.teamId ?? 0)?.overflow?.after ?? 0)
      : world.settings.answerWithin,
  )
  for (const seconds of new Set(times)) if (seconds > 0) await sweepAfter(trx, seconds, now)
}
