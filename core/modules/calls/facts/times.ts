import type { Fact } from '../engine/index.ts'
import { askForTeam } from '../queue/asking.ts'
import { type Doing, nowIs } from '../runtime/doing.ts'
import { updateCall } from '../store/calls.ts'
import { type CallLeg, legsOf } from '../store/legs.ts'

/** When what happened to the call, and how long it took. */
export async function keepTimes(doing: Doing, fact: Fact): Promise<void> {
  if (fact.type === 'queued') return queued(doing, fact)
  if (fact.type === 'answered') return answered(doing, fact.agentId)
  if (fact.type === 'takeover') doing.change.takeover = fact.report
  if (fact.type === 'ended') ended(doing, fact)
}

async function queued({ trx, change, at }: Doing, { teamId, since }: Fact & { type: 'queued' }) {
  change.teamId = teamId
  change.queuedAt = since
  await askForTeam(trx, teamId, at)
}

/** Whose call it is stands in the row at once: what follows in this step asks for it. */
async function answered(doing: Doing, agentId: number) {
  const { trx, change, was, at } = doing
  change.agentId = agentId
  await updateCall(trx, was.id, { agentId })
  if (nowIs(doing, 'answeredAt') !== null) return
  const queuedAt = nowIs(doing, 'queuedAt')
  change.answeredAt = at
  change.waitMs = queuedAt === null ? null : between(queuedAt, at)
  Object.assign(change, await rung(doing, was.direction === 'in' ? agentId : undefined))
}

/** Of the phone that was rung last: the agent's, or, where we call, the customer's. */
async function rung({ trx, was }: Doing, agentId: number | undefined) {
  const legs = await legsOf(trx, was.id)
  const leg = legs.findLast((each) =>
    agentId === undefined ? each.party === 'customer' : each.agentId === agentId,
  )
  return leg ? ringTimes(leg) : {}
}

function ringTimes({ dialledAt, ringingAt, answeredAt, endedAt }: CallLeg) {
  const end = answeredAt ?? endedAt
  return {
    setupMs: ringingAt && between(dialledAt, ringingAt),
    ringMs: ringingAt && end && between(ringingAt, end),
  }
}

function ended(doing: Doing, { outcome, by, code }: Fact & { type: 'ended' }) {
  const { change, live, at } = doing
  const answeredAt = nowIs(doing, 'answeredAt')
  Object.assign(change, { endedAt: at, outcome, endedBy: by, code: code ?? null, holdMs: live.holdMs })
  if (answeredAt !== null) change.talkMs = between(answeredAt, at)
  const queuedAt = nowIs(doing, 'queuedAt')
  if (answeredAt === null && queuedAt !== null) change.waitMs = between(queuedAt, at)
}

function between(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from))
}
