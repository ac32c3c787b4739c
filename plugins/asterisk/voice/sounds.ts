import type { Place, Sound } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { type Ask, at, does, reads } from '../ari/ask.ts'
import { dict, text } from '../json.ts'
import { media, playing } from './media.ts'
import { miss } from './miss.ts'
import { stopMusic } from './music.ts'
import { overOf, voiceTo } from './names.ts'
import { solitude } from './rooms.ts'
import { spyOn } from './spying.ts'

/** To a leg that is among others, only that leg hears it. */
export async function play(
  line: Line,
  playback: string,
  to: Place,
  { sounds, loop }: { sounds: Sound[]; loop?: true },
): Promise<void> {
  const list = media(line.account, sounds, loop)
  const began =
    'room' in to
      ? await does(line, playing(to.room, playback, list))
      : await sayTo(line, to.leg, { playback, list })
  if (!began) await miss(line, 'playback', playback)
}

/** Ends what was played to a leg last, whoever has begun it. */
export async function hush(line: Line, leg: string): Promise<void> {
  const said = text(dict(await reads(line, at`channels/${leg}/variable`, { variable: mark })), 'value')
  if (said) await stop(line, said)
}

export async function stop(line: Line, playback: string): Promise<void> {
  await Promise.all(
    [playback, overOf(playback)].map((each) => does(line, { method: 'DELETE', path: at`playbacks/${each}` })),
  )
}

type Words = { playback: string; list: string[] }

async function sayTo(line: Line, leg: string, words: Words): Promise<boolean> {
  const note: Ask = {
    method: 'POST',
    path: at`channels/${leg}/variable`,
    query: { variable: mark, value: words.playback },
  }
  const [began] = await Promise.all([playTo(line, leg, words), does(line, note)])
  return began
}

// The exchange lists no playbacks, so each leg knows its own.
const mark = 'QIANTAI_SAID'

/** Alone, the music stops for it; among others a voice is put in its ear. False where the leg is gone. */
async function playTo(line: Line, leg: string, { playback, list }: Words): Promise<boolean> {
  const place = await solitude(line, leg)
  if (!place) return false
  if (place === 'among') return whisper(line, leg, { playback, list })
  const hadMusic = await stopMusic(line, leg)
  return does(line, playing(place.room, hadMusic ? overOf(playback) : playback, list))
}

/** Not played to the leg itself, which could be moved nowhere until the end. */
async function whisper(line: Line, leg: string, { playback, list }: Words): Promise<boolean> {
  const voice = voiceTo(leg, playback)
  await spyOn(line, leg, { spy: voice, hears: 'none', speaks: 'out' })
  const path = at`channels/${voice}/play/${playback}`
  return does(line, { method: 'POST', path, body: { media: list } })
}
