import { type Answer, file } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { refuse } from '../api/refusal.ts'
import type { Routes } from '../api/server.ts'
import { seconds } from '../world/clock.ts'
import type { World } from '../world/world.ts'
import { partsOf } from '../wire/multipart.ts'
import { admit, extension, type Limits } from './kinds.ts'
import type { Medium } from './store.ts'

/** Uploads and downloads of temporary media, within an account's limits. */
export function mediaRoutes(limits: Limits): Routes {
  return {
    'POST /cgi-bin/media/upload': (world, call) => upload(world, call, limits),
    'GET /cgi-bin/media/get': download,
  }
}

function upload(world: World, call: Call, limits: Limits): Answer {
  const part = partsOf(call.contentType, call.body).find(({ name }) => name === 'media')
  if (!part?.filename) throw refuse(41005)
  const medium = world.media.keep({
    ...admit(limits, call.query.type ?? '', part.data),
    name: part.filename,
    data: part.data,
  })
  const key = medium.type === 'thumb' ? 'thumb_media_id' : 'media_id'
  return { type: medium.type, [key]: medium.id, created_at: seconds(world.clock.outside()) }
}

function download(world: World, { query }: Call): Answer {
  const medium = findMedium(world, query.media_id ?? '')
  if (medium.type === 'video') return { video_url: addressOf(world, medium) }
  return file(medium.mime, `${medium.id}.${extension(medium.mime)}`, medium.data)
}

/** A medium that is still there. Refuses with 40007. */
export function findMedium(world: World, id: string): Medium {
  if (!id) throw refuse(41006)
  const medium = world.media.find(id)
  if (!medium) throw refuse(40007)
  return medium
}

/** Where anybody can load a medium, as `PicUrl` and `video_url` say. */
export const addressOf = (world: World, { id }: Medium) => `${world.stage.address}/mmbiz?id=${id}`

/** The address above, as a page that needs no token. */
export function showMedium(world: World, call: Call): Answer {
  const medium = world.media.find(call.query.id ?? '')
  if (!medium) throw refuse(40007)
  return file(medium.mime, medium.name, medium.data)
}
