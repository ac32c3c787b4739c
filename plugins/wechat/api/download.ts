import type { Channel, FetchAnswer } from 'qiantai/plugin'
import { textOf } from '../tree.ts'
import type { Api } from './api.ts'
import { reach } from './exchange.ts'

export type Download = { name: string; data: Buffer }

const largest = 20 * 1024 * 1024

/** A file that a customer has sent; videos come from an address of their own. */
export async function download(channel: Channel, api: Api, mediaId: string, name: string): Promise<Download> {
  const answer = await api.fetch('/cgi-bin/media/get', { query: { media_id: mediaId }, limit: largest })
  if (answer.file) return fileOf(answer.file, name)
  const url = textOf(answer.reply, 'video_url')
  if (!url) throw channel.failure('wechat:reason.garbled')
  return downloadFrom(channel, url, name)
}

/** A file at an address that the platform has told. */
export async function downloadFrom(channel: Channel, url: string, name: string): Promise<Download> {
  const answer = await reach(channel, url, { limit: largest })
  if (answer.status !== 200) throw channel.failure('wechat:reason.mediaGone', { permanent: true })
  return { name, data: answer.body }
}

function fileOf({ headers, body }: FetchAnswer, name: string): Download {
  const disposition = headers['content-disposition'] ?? ''
  const [, encoded] = /filename\*=(?:utf-8'')?"?([^";]+)/i.exec(disposition) ?? []
  const [, plain] = /filename="?([^";]+)/i.exec(disposition) ?? []
  return { name: encoded ? decoded(encoded) : (plain ?? name), data: body }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
