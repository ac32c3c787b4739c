import type { App, Bar, Viewer } from '../../../module.ts'
import { abusedSince } from '../store/abuse.ts'
import { dayOf } from '../service/abuse.ts'

/** Above a conversation in which the customer was abusive today. */
export async function abuseBars(app: App, viewer: Viewer, id: number): Promise<Bar[]> {
  const heard = await abusedSince(app.db, id, dayOf(app.clock()))
  if (heard.length === 0) return []
  const say = (key: string) => app.i18n.t(viewer.locale, `reception.abuse.${key}`)
  return [{ id: `abuse-${id}`, icon: 'shield-alert', text: say('bar'), note: say('bar-note'), deeds: [] }]
}
