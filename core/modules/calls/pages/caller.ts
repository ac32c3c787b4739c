import type { App, Viewer } from '../../../module.ts'
import { visibleConversations } from '../../conversations/index.ts'
import { placeOfNumber } from '../../dialing/index.ts'
import { masked, peopleWithNumber, personBriefs } from '../../people/index.ts'
import { callBefore, type PhoneCall } from '../store/phone.ts'

/** Who is on the line, at a glance: for whoever has the call, whatever else of them they may see. */
export async function callerView(app: App, viewer: Viewer, call: PhoneCall) {
  const { locale } = viewer
  const candidates = await peopleWithNumber(app.db, call.number)
  const ids = [...new Set([...(call.personId === null ? [] : [call.personId]), ...candidates])]
  const briefs = await personBriefs(app, locale, ids)
  const person = briefs.get(call.personId ?? 0)
  // The call itself is a visit as well.
  const seenAt = person?.seenAt && person.seenAt < call.startedAt ? person.seenAt : undefined
  const before = call.personId === null ? undefined : await callBefore(app.db, call.personId, call.id)
  const number = call.number ? masked('phone', call.number) : app.i18n.t(locale, 'calls.withheld')
  const name = person?.name ?? app.i18n.t(locale, 'calls.unknown')
  const place = await placeOfNumber(app, call.number)
  return {
    person,
    name,
    facts: [name === number ? '' : number, place, call.lineName].filter(Boolean),
    team: call.teamName,
    before,
    isNew: before === undefined && !seenAt,
    seenAt,
    conversationId: await openable(app, viewer, call.conversationId),
    others: ids.filter((id) => id !== call.personId).flatMap((id) => briefs.get(id) ?? []),
  }
}

/** Who is only asked for advice in a call may not open its conversation. */
async function openable({ db }: App, viewer: Viewer, id: number | null): Promise<number | undefined> {
  return id === null ? undefined : (await visibleConversations(db, viewer, [id]))[0]
}
