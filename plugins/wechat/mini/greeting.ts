import type { Channel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { momentOf } from '../callback/push.ts'
import type { Greet } from '../inbound/working.ts'
import { textBody } from '../outbound/part.ts'
import { textIn } from '../settings.ts'
import { textOf } from '../tree.ts'
import { uidOf } from '../uid.ts'

// A greeting that comes later than that is none.
const patience = 60_000

/** Greets whoever enters, with one of the two answers that this allows. Once: a greeting that is lost is not missed. */
export function greeting(channel: Channel, api: Api): Greet {
  return async (push, key, isNew) => {
    const text = textIn(channel.settings, 'enterGreeting')
    const isEntrance = textOf(push, 'event').toLowerCase() === 'user_enter_tempsession'
    if (!text || !isNew || !isEntrance || channel.now() > (momentOf(push) ?? 0) + patience) return
    const touser = textOf(push, 'fromusername')
    try {
      await api.call('/cgi-bin/message/custom/send', { json: { touser, ...textBody(text) }, once: true })
      await channel.spoke(touser, { uid: uidOf(`greeting:${key}`), text })
    } catch (error) {
      channel.log.warn({ error }, 'wechat.greeting-failed')
    }
  }
}
