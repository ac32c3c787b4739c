import type { Dial, HangUp, Place, RecordLimits, Sound } from '../../../plugin/index.ts'
import type { Said } from './live.ts'

/** A verb of `Voice` as data. */
export type Command =
  | { do: 'dial'; leg: string; call: Dial }
  | { do: 'ring'; leg: string }
  | { do: 'answer'; leg: string }
  | { do: 'hangUp'; leg: string; why?: HangUp }
  | { do: 'join'; room: string; legs: string[] }
  | { do: 'hold'; leg: string; music?: Sound | 'silence' }
  | { do: 'play'; playback: string; to: Place; sounds: Said[]; loop?: true }
  | { do: 'stop'; playback: string }
  | { do: 'mute'; leg: string; on: boolean }
  | { do: 'press'; leg: string; keys: string }
  | { do: 'listen'; leg: string; target: string; mode: 'listen' | 'whisper' }
  | { do: 'record'; recording: string; of: Place; limits?: RecordLimits }
  | { do: 'pause'; recording: string; on: boolean }
  | { do: 'finish'; recording: string }
  | { do: 'measure'; leg: string }
