import type { Channel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { textIn } from '../settings.ts'
import { textOf } from '../tree.ts'

const fresh = '0'
/** We may answer in the first two states; in this one nobody else takes the customer. */
const ours = '1'

/** Takes a session that nobody has for us. Answers the state that it is in then. */
export async function takeSession(channel: Channel, api: Api, who: string): Promise<string> {
  const session = { open_kfid: textIn(channel.settings, 'openKfId'), external_userid: who }
  const reply = await api.call('/cgi-bin/kf/service_state/get', { json: session })
  const state = textOf(reply, 'service_state')
  if (state !== fresh) return state
  await api.call('/cgi-bin/kf/service_state/trans', { json: { ...session, service_state: Number(ours) } })
  return ours
}

/** Can we answer in this state? */
export function isOurs(state: string): boolean {
  return state === fresh || state === ours
}
