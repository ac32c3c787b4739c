import type { Channel, Fit } from 'qiantai/plugin'
import { type Api, required } from './api.ts'
import { multipart } from './multipart.ts'

export type MediaType = 'image' | 'voice' | 'video' | 'file' | 'thumb'

/** A file to hand over: its name among our own, what it is to the platform, and how it is got. */
export type Source = { name: string; type: MediaType; read: () => Promise<File> }
type File = { name: string; mime: string; data: Buffer }

// The platform keeps a file for three days.
const fileLasts = 71 * 3_600_000

/** A file of a message, made fit. `read` throws a permanent failure where that cannot be done. */
export function fileSource(channel: Channel, uid: string, type: MediaType, fit: Fit): Source {
  return { name: uid, type, read: () => channel.media(uid, fit) }
}

/** The platform's id of a file, handed over once in its time; `isFresh`: the one known so far is no good. */
export function mediaId(channel: Channel, api: Api, source: Source, isFresh = false): Promise<string> {
  const name = `media:${source.type}:${source.name}`
  return known(channel, name, isFresh, () => upload(channel, api, source))
}

/** The address of a picture at the platform, for what links to pictures. */
export function pictureAddress(channel: Channel, api: Api, uid: string): Promise<string> {
  return known(channel, `picture:${uid}`, false, async () => {
    const file = await channel.media(uid, { types: ['image/jpeg', 'image/png'], bytes: 1024 * 1024 })
    const reply = await api.call('/cgi-bin/media/uploadimg', { form: multipart(file) })
    return required(channel, reply, 'url')
  })
}

/** Remembered, and not shared: what is shared is a secret, and these are many. */
async function known(channel: Channel, name: string, isFresh: boolean, make: () => Promise<string>) {
  const earlier = await channel.recall<string>(name)
  if (earlier && !isFresh) return earlier
  const value = await make()
  await channel.remember(name, value, channel.now() + fileLasts)
  return value
}

async function upload(channel: Channel, api: Api, { type, read }: Source): Promise<string> {
  const form = multipart(await read())
  const reply = await api.call('/cgi-bin/media/upload', { query: { type }, form })
  return required(channel, reply, 'thumb_media_id' in reply ? 'thumb_media_id' : 'media_id')
}
