import type { Channel, OpenChannel, Outgoing } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { refusalIn } from '../api/exchange.ts'
import { type Body, handOver } from '../outbound/part.ts'
import { partsOf } from '../outbound/parts.ts'
import { textIn } from '../settings.ts'
import { textOf } from '../tree.ts'
import { kefuDialect } from './dialect.ts'
import { msgIdOf } from './ids.ts'
import { isOurs, takeSession } from './state.ts'

const wrongState = '95018'
const ended = '4'

/** Sends as 微信客服 does: under ids of ours, so that what is sent twice arrives once. */
export function sending(channel: Channel, api: Api): NonNullable<OpenChannel['send']> {
  const dialect = kefuDialect(channel, api)
  return async (message, signal) => {
    const parts = partsOf(dialect, message)
    if (!parts) throw channel.failure('wechat:reason.kind', { permanent: true })
    return handOver(channel, message, parts, (body, index) =>
      post(channel, api, { message, body, index, signal }),
    )
  }
}

type Posting = { message: Outgoing; body: Body; index: number; signal: AbortSignal }

async function post(channel: Channel, api: Api, posting: Posting): Promise<string> {
  try {
    return await postOnce(channel, api, posting)
  } catch (error) {
    if (refusalIn(error).code !== wrongState) throw error
    await regainSession(channel, api, posting.message.to)
    return postOnce(channel, api, posting)
  }
}

async function postOnce(
  channel: Channel,
  api: Api,
  { message, body, index, signal }: Posting,
): Promise<string> {
  const json = {
    touser: message.to,
    open_kfid: textIn(channel.settings, 'openKfId'),
    msgid: msgIdOf(message.uid, index),
    ...body,
  }
  return textOf(await api.call('/cgi-bin/kf/send_msg', { json, signal }), 'msgid')
}

/** A session that a colleague has, or that has ended, cannot be taken back. */
async function regainSession(channel: Channel, api: Api, who: string) {
  const state = await takeSession(channel, api, who)
  if (isOurs(state)) return
  if (state === ended)
    throw channel.failure('wechat:reason.sessionClosed', { permanent: true, window: 'closed' })
  throw channel.failure('wechat:reason.kefuState', { permanent: true })
}
