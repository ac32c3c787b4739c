import type { CallCard } from '../conversations/index.ts'
import { findLine } from '../lines/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { masked } from '../people/index.ts'
import { recordingsOfCalls } from '../recordings/index.ts'
import type { Call } from './call.ts'

/** What the timeline shows of a call. */
export async function cardOf(db: Db, call: Call): Promise<CallCard> {
  const { id, uid, direction, state, purpose, number, startedAt, note } = call
  const line = call.lineId === null ? undefined : await findLine(db, call.lineId)
  const recordings = (await recordingsOfCalls(db, [id])).get(id) ?? []
  return {
    callId: id,
    uid,
    direction,
    state,
    purpose,
    number: number && masked('phone', number),
    ...(line && { line: line.name }),
    startedAt,
    ...present({
      agentId: call.agentId,
      teamId: call.teamId,
      answeredAt: call.answeredAt,
      endedAt: call.endedAt,
      talkMs: call.talkMs,
      outcome: call.outcome,
      endedBy: call.endedBy,
      result: call.result,
    }),
    ...(note && { note }),
    recordings,
  }
}

/** Only what is there. */
function present<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const known = Object.entries(values).filter(([, value]) => value !== null)
  return Object.fromEntries(known) as { [K in keyof T]?: NonNullable<T[K]> }
}
