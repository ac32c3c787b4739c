import type { Channel, Incoming } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { download, type Download, downloadFrom } from '../api/download.ts'
import { isFinal, refusalIn } from '../api/exchange.ts'
import type { Attached, Said } from './message.ts'

// What the customer says next waits for it.
const patience = 150_000

/**
 * The message with its file. Rejects while it is worth trying again, and as long as an admin has to mend the account;
 * then, or where the file is gone, the message says that there was one.
 */
export async function withFile(
  channel: Channel,
  api: Api,
  { type, message, attached }: Said,
): Promise<Incoming> {
  if (!attached) return message
  try {
    return { ...message, files: [await fetchFile(channel, api, attached)] }
  } catch (error) {
    const isEarly = channel.now() < (message.at ?? 0) + patience
    if (refusalIn(error).remedy === 'mend' || (isEarly && !isFinal(error))) throw error
    channel.log.warn({ type, message: message.externalId, error }, 'wechat.file-lost')
    return withoutFile(type, message)
  }
}

/** The message where its file cannot be had: it says what it was. */
export function withoutFile(type: string, { files: _files, ...message }: Incoming): Incoming {
  return { ...message, content: { type: 'unsupported', name: type } }
}

/** The picture's own address costs no call of the day; media ids last longer. */
async function fetchFile(channel: Channel, api: Api, { name, mediaId, url }: Attached): Promise<Download> {
  if (!mediaId) return downloadFrom(channel, url ?? '', name)
  if (!url) return download(channel, api, mediaId, name)
  try {
    return await downloadFrom(channel, url, name)
  } catch {
    return download(channel, api, mediaId, name)
  }
}
