import { type Clock, day } from '../world/clock.ts'
import { randomId } from '../world/ids.ts'

export type MediumType = 'image' | 'voice' | 'video' | 'thumb' | 'file'

/** A temporary file of the provider's. `at` is the provider's time. */
export type Medium = { id: string; type: MediumType; mime: string; name: string; data: Buffer; at: number }

export type Media = {
  keep: (medium: Pick<Medium, 'type' | 'mime' | 'name' | 'data'>) => Medium
  /** Undefined three days later. */
  find: (id: string) => Medium | undefined
  /** Also what the provider has dropped: a phone keeps what it has shown. */
  ever: (id: string) => Medium | undefined
}

const lifetime = 3 * day

/** An empty store. */
export function createMedia(clock: Clock): Media {
  const media = new Map<string, Medium>()
  return {
    keep(given) {
      const medium = { ...given, id: randomId('', 64), at: clock.now() }
      media.set(medium.id, medium)
      return medium
    },
    find(id) {
      const medium = media.get(id)
      return medium && medium.at + lifetime > clock.now() ? medium : undefined
    },
    ever: (id) => media.get(id),
  }
}
