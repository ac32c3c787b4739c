import type { SoundRef } from '../../../lines/index.ts'
import { endOwing, owe } from '../ending.ts'
import { farewell } from './farewell.ts'
import { recordVoicemail } from '../recording.ts'
import type { Rules } from '../rules.ts'
import type { Turn } from '../turn.ts'
import { say } from '../words.ts'

const limits = { most: 120, silence: 5, key: '#' as const }
/** Shorter ones, in seconds, are a receiver put down. */
const leastSeconds = 2

/** Asks for a message. A prompt of the clinic's own says why by itself; before the house's stands `before`. */
export function enterVoicemail(
  turn: Turn,
  teamId: number | null,
  { prompt, before }: { prompt?: SoundRef; before?: SoundRef } = {},
) {
  const { live, world } = turn
  live.teamId = teamId ?? live.teamId
  live.phase = { in: 'voicemail', teamId }
  const words: SoundRef[] = prompt ? [prompt] : [...(before ? [before] : []), { house: 'voicemail' }]
  say(turn, 'prompt', [...words, { house: 'beep' as const }].map(world.sound))
}

export const takingMessage: Rules = {
  said: (turn) => recordVoicemail(turn, limits),
  recorded: (turn, ok, seconds = leastSeconds) => {
    if (!ok || seconds < leastSeconds) return endOwing(turn, 'missed')
    owe(turn, 'voicemail')
    farewell(turn, 'voicemail', [{ house: 'goodbye' }])
  },
}
