import { setTimeout } from 'node:timers/promises'
import type { Line } from '../account.ts'
import { at, reads } from '../ari/ask.ts'
import { dict, text } from '../json.ts'

const glance = 10
const glances = 100

/** A channel that was just made is ours some milliseconds later. False where it is gone, or never comes. */
export async function inHands(line: Line, channel: string): Promise<boolean> {
  for (let glanced = 0; glanced < glances; glanced++) {
    const found = await reads(line, at`channels/${channel}`)
    if (found === undefined) return false
    if (text(dict(dict(found)['dialplan']), 'app_name') === 'Stasis') return true
    await setTimeout(glance)
  }
  return false
}
