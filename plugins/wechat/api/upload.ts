import type { Channel, Fit } from 'qiantai/plugin'
import { type Api, required } from './api.ts'
import { multipart } from './multipart.ts'

export type MediaType = 'image' | 'voice' | 'video' | 'file' | 'thumb'

/** A file to hand over: its name among our own, what it is to the platform, and how it is got. */
export type Source = { name: string; type: MediaType; read: () => Promise<File> }
type File = { name: string; mime: string; data: Buffer }

/** The platform keeps a file for three days. */
const kept = (3 * 24 - 1) * 3_600_000

/** A file of a message, made fit. `read` throws a permanent failure where that cannot be done. */
export function fileSource(channel: Channel, uid: string, type: MediaType, fit: Fit): Source {
  return { name: uid, type, read: () => channel.media(uid, fit) }
}

/** The platform's id of a file, handed over once in its time; `isFresh`: the one known so far is no good. */
export async function mediaId(channel: Channel, api: Api, source: Source, isFresh = false): Promise<string> {
  const name = `media:${source.type}:${source.name}`
  const make = async () => ({ value: await upload(channel, api, source), until: channel.now() + kept })
  const id = await channel.shared(name, make)
  if (!isFresh) return id
  await channel.forget(name, id)
  return channel.shared(name, make)
}

async function upload(channel: Channel, api: Api, { type, read }: Source): Promise<string> {
  const form = multipart(await read())
  const reply = await api.call('/cgi-bin/media/upload', { query: { type }, form })
  return required(channel, reply, 'thumb_media_id' in reply ? 'thumb_media_id' : 'media_id')
}

/** The address of a picture at the platform, for what links to pictures. */
export async function pictureAddress(channel: Channel, api: Api, uid: string): Promise<string> {
  const make = async () => {
    const file = await channel.media(uid, { types: ['image/jpeg', 'image/png'], bytes: 1024 * 1024 })
    const reply = await api.call('/cgi-bin/media/uploadimg', { form: multipart(file) })
    return { value: required(channel, reply, 'url'), until: channel.now() + kept }
  }
  return channel.shared(`picture:${uid}`, make)
}
