import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import type { Values } from '../wire.ts'
import type { World } from '../world.ts'

/** A file of a message, by the id that its receiver was told. */
export function getMedia(world: World, values: Values): Said {
  const media = world.media.get(needed(values, 'fid'))
  if (!media) throw refuse(10017)
  return { raw: { headers: { 'content-type': media.mime }, body: media.data } }
}
