import type { Channel, OpenChannel, Outgoing } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { refusalIn } from '../api/exchange.ts'
import { sendNotice } from '../notices/send.ts'
import { handOver } from './part.ts'
import { type Dialect, partsOf } from './parts.ts'

const path = '/cgi-bin/message/custom/send'

/** Sends as a 公众号 or 小程序 does. `noticePath` is where subscription notices leave. */
export function sending(
  channel: Channel,
  api: Api,
  dialect: Dialect,
  noticePath: string,
): NonNullable<OpenChannel['send']> {
  async function send(message: Outgoing, signal: AbortSignal) {
    const { content } = message
    if (content?.type === 'notice') return sendNotice(channel, api, noticePath, message, content, signal)
    const parts = partsOf(dialect, message)
    if (!parts) throw channel.failure('wechat:reason.kind', { permanent: true })
    return handOver(channel, message, parts, async (body) => {
      await api.call(path, { json: { touser: message.to, ...body }, signal, once: true })
      return ''
    })
  }

  return async (message, signal) => {
    try {
      return await send(message, signal)
    } catch (error) {
      if (refusalIn(error).remedy === 'leave') await noteLeaving(channel, message)
      throw error
    }
  }
}

/** That a customer has left may be known first from what cannot be sent. */
async function noteLeaving(channel: Channel, { to, uid }: Outgoing) {
  await channel.happened({ who: to, externalId: `left:${uid}`, type: 'unfollow' })
}

/** Shows the customer that somebody writes. */
export function typing(channel: Channel, api: Api): NonNullable<OpenChannel['typing']> {
  return async (touser, on) => {
    const json = { touser, command: on ? 'Typing' : 'CancelTyping' }
    await api.call('/cgi-bin/message/custom/typing', { json }).catch((error: unknown) => {
      channel.log.debug({ error }, 'wechat.typing-failed')
    })
  }
}
