import type { Sound } from 'qiantai/plugin'
import type { Account } from '../account.ts'
import { type Ask, at } from '../ari/ask.ts'

// The exchange reads no more than 40,960 bytes of a request.
const longestBody = 30_000

/**
 * Sounds as the exchange names them. `loop`: the list again and again, as often as one request holds, so that no
 * process of ours has to live for the music to go on.
 */
export function media({ house }: Pick<Account, 'house'>, sounds: Sound[], loop?: boolean): string[] {
  const once = sounds.map((sound) => uri(sound, house))
  const length = once.reduce((sum, each) => sum + each.length + 3, 0)
  const times = loop && length > 0 ? Math.max(1, Math.floor(longestBody / length)) : 1
  return Array.from({ length: times }, () => once).flat()
}

/** A playback into a room, as a request. */
export function playing(room: string, playback: string, sounds: string[]): Ask {
  return { method: 'POST', path: at`bridges/${room}/play/${playback}`, body: { media: sounds } }
}

// The words of the Chinese network, in indications.conf.
const tones = { ring: 'ring', busy: 'busy', beep: 'record' }

/** An address is fetched and kept by res_http_media_cache; where the exchange reaches us elsewhere, from there. */
function uri(sound: Sound, house: string | undefined): string {
  if ('tone' in sound) return `tone:${tones[sound.tone]};tonezone=cn`
  if (!house) return `sound:${sound.url}`
  const { pathname, search } = new URL(sound.url)
  return `sound:${house}${pathname}${search}`
}
