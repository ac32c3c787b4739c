import type { App, Viewer } from '../../../module.ts'
import { durationText } from '../../../platform/http/index.ts'
import { can } from '../../agents/index.ts'
import { masked, personBriefs } from '../../people/index.ts'
import { recordingsOfCalls } from '../../recordings/index.ts'
import type { CallRecord } from '../store/history.ts'

/** Calls as one line each: of the history, and of the phone. */
export async function callLines(app: App, viewer: Viewer, calls: CallRecord[]) {
  const ids = [...new Set(calls.flatMap(({ personId }) => personId ?? []))]
  const people = await personBriefs(app, viewer.locale, ids)
  const recordings = await recordingsOfCalls(
    app.db,
    calls.map(({ id }) => id),
  )
  const mayCall = can(viewer, 'calls.take')
  return calls.map((call) => {
    const person = people.get(call.personId ?? 0)
    const isMissed = call.direction === 'in' && call.answeredAt === null && call.endedAt !== null
    return {
      id: call.id,
      direction: call.direction,
      icon: iconOf(call, isMissed),
      isMissed,
      isLive: call.endedAt === null,
      state: call.state,
      outcome: call.outcome,
      result: call.result,
      note: call.note,
      name: person?.name ?? app.i18n.t(viewer.locale, 'calls.unknown'),
      avatar: person?.avatar,
      number: call.number && masked('phone', call.number),
      line: call.lineName,
      agent: call.agentName,
      agentAvatar: call.agentAvatar,
      team: call.teamName,
      startedAt: call.startedAt,
      talk: call.talkMs ? durationText(Number(call.talkMs)) : undefined,
      wait: call.waitMs ? durationText(Number(call.waitMs)) : undefined,
      hasRecording: (recordings.get(call.id) ?? []).some(({ state }) => state === 'kept'),
      conversationId: call.conversationId,
      personId: call.personId,
      mayCall: mayCall && call.number !== '' && call.personId !== null && call.endedAt !== null,
    }
  })
}

export type CallLine = Awaited<ReturnType<typeof callLines>>[number]

function iconOf({ direction, outcome }: CallRecord, isMissed: boolean): string {
  if (outcome === 'voicemail') return 'voicemail'
  if (isMissed) return 'phone-missed'
  return direction === 'in' ? 'phone-incoming' : 'phone-outgoing'
}
