import type { EndCause } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import type { Outcome, Party } from '../call.ts'
import { ensureLeg, putQuality, updateLeg } from '../store/legs.ts'
import type { PastCall } from './past-call.ts'

type Leg = {
  party: Party
  agentId?: number
  number?: string
  dialledAt: string
  ringingAt?: string
  answeredAt?: string
  cause: EndCause
}

const causes: Partial<Record<Outcome, EndCause>> = {
  busy: 'busy',
  'no-answer': 'no-answer',
  rejected: 'rejected',
  absent: 'absent',
  unallocated: 'unallocated',
  failed: 'failed',
}

/** The phones that were in a call: the customer's, and that of the agent who talked or placed it. */
export async function keepPastLegs(trx: Db, past: PastCall & { id: number; uid: string }): Promise<void> {
  const { id: callId, uid, endedAt, quality, code } = past
  for (const [index, { dialledAt, cause, ...leg }] of legsOf(past).entries()) {
    const name = `${uid}.${index + 1}`
    const { party, agentId, number, ...times } = leg
    await ensureLeg(trx, { callId, leg: name, party, agentId, number }, dialledAt)
    const own = party === 'customer' && code !== undefined && { code }
    await updateLeg(trx, name, { ...times, endedAt, cause, ...own })
    const heard = quality?.[party]
    if (heard) await putQuality(trx, name, heard)
  }
}

function legsOf(past: PastCall): Leg[] {
  const { direction, agentId, startedAt, answeredAt } = past
  const customer = direction === 'in' ? caller(past) : callee(past)
  if (agentId === null) return [customer]
  if (direction === 'out') return [agentsOwn(agentId, startedAt, customer.dialledAt), customer]
  return answeredAt === null ? [customer] : [customer, rung(past, agentId, answeredAt)]
}

function caller({ number, startedAt }: PastCall): Leg {
  return { party: 'customer', number, dialledAt: startedAt, answeredAt: startedAt, cause: 'normal' }
}

/** The customer's phone, which was dialled when the agent had picked up. */
function callee({ number, answeredAt, endedAt, outcome, setupMs, ringMs }: PastCall): Leg {
  const until = answeredAt ?? endedAt
  const ringingAt = ringMs ? before(until, ringMs) : undefined
  return {
    party: 'customer',
    number,
    dialledAt: before(until, Number(ringMs ?? 0) + Number(setupMs ?? 0)),
    ...(ringingAt && { ringingAt }),
    ...(answeredAt && { answeredAt }),
    cause: causes[outcome] ?? 'normal',
  }
}

function agentsOwn(agentId: number, dialledAt: string, answeredAt: string): Leg {
  return { party: 'agent', agentId, dialledAt, ringingAt: dialledAt, answeredAt, cause: 'normal' }
}

function rung({ setupMs, ringMs }: PastCall, agentId: number, answeredAt: string): Leg {
  const ringingAt = before(answeredAt, Number(ringMs ?? 0))
  const dialledAt = before(ringingAt, Number(setupMs ?? 0))
  return { party: 'agent', agentId, dialledAt, ringingAt, answeredAt, cause: 'normal' }
}

function before(at: string, ms: number): string {
  return earlier(at, ms)
}
