import type { VoiceEvent } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { reads } from '../ari/ask.ts'
import { dict, dicts, text } from '../json.ts'

/**
 * Tells of every message that callers have left with the exchange and that still lies there, but for those that are being
 * spoken. Answers whether somebody is about to leave one.
 */
export async function bringMessages(line: Line): Promise<boolean> {
  // In this order: what is spoken after we have looked at the files is not among them.
  const files = dicts(await reads(line, 'recordings/stored')).map((file) => text(file, 'name'))
  const steps = dicts(await reads(line, 'channels')).map((channel) => dict(channel['dialplan']))
  const callers = steps.filter((step) => text(step, 'context') === 'away')
  for (const name of files) {
    const isSpoken = callers.some((step) => text(step, 'app_data').includes(name))
    const message = isSpoken ? undefined : messageIn(name)
    if (message) await line.channel.called(message)
  }
  return callers.length > 0
}

/** As the dial plan names them: `away/<epoch>-<caller>-<number called>`, the caller empty where they hide theirs. */
function messageIn(recording: string): VoiceEvent | undefined {
  const [, seconds, from = '', to = ''] = /^away\/(\d{10})-(\+?\d*)-(\+?\d*)$/.exec(recording) ?? []
  if (!seconds) return undefined
  return { type: 'left', recording, from, to, at: new Date(Number(seconds) * 1000).toISOString() }
}
