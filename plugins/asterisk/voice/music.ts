import type { Sound } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { at, does, reads } from '../ari/ask.ts'
import { dict, parsed, text } from '../json.ts'
import { media, playing } from './media.ts'
import { aloneOf, musicOf } from './names.ts'

/** Ours, the exchange's own (undefined), or none. */
export type Music = Sound | 'silence' | undefined

/** Answers whether there was any. */
export async function stopMusic(line: Line, leg: string): Promise<boolean> {
  const stopped = await Promise.all([
    does(line, { method: 'DELETE', path: at`playbacks/${musicOf(leg)}` }),
    does(line, { method: 'DELETE', path: at`bridges/${aloneOf(leg)}/moh` }),
  ])
  return stopped.includes(true)
}

export async function startMusic(line: Line, leg: string, music: Music): Promise<void> {
  const room = aloneOf(leg)
  if (music === undefined) await does(line, { method: 'POST', path: at`bridges/${room}/moh` })
  else if (music !== 'silence')
    await does(line, playing(room, musicOf(leg), media(line.account, [music], true)))
}

/** Notes it at the exchange, so that any process can let it go on. */
export async function keepMusic(line: Line, leg: string, music: Music): Promise<void> {
  await does(line, {
    method: 'POST',
    path: at`bridges/${aloneOf(leg)}/variable`,
    body: { variable: mark, value: JSON.stringify(music ?? null) },
  })
}

/** What an announcement had stopped goes on. */
export async function resumeMusic(line: Line, leg: string): Promise<void> {
  const kept = dict(await reads(line, at`bridges/${aloneOf(leg)}/variable`, { variable: mark }))
  await startMusic(line, leg, musicIn(parsed(text(kept, 'value'))))
}

const mark = 'QIANTAI_MUSIC'

function musicIn(kept: unknown): Music {
  const url = text(dict(kept), 'url')
  const tone = text(dict(kept), 'tone')
  if (url) return { url }
  if (tone === 'ring' || tone === 'busy' || tone === 'beep') return { tone }
  return kept === null ? undefined : 'silence'
}
