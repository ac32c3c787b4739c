import type { App, Reach, Viewer } from '../../module.ts'
import { liveCalls } from './store/calls.ts'

/** The numbers over which a person is on the telephone now. */
export async function onTelephone(app: App, viewer: Viewer, personId: number): Promise<Reach[]> {
  const calls = (await liveCalls(app.db)).filter((call) => call.personId === personId)
  const text = app.i18n.t(viewer.locale, 'people.reach.call')
  return calls.flatMap(({ identityId }) =>
    identityId === null ? [] : { identityId, level: 'now' as const, text },
  )
}
