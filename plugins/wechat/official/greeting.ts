import type { Channel, HookAnswer, Settings } from 'qiantai/plugin'
import type { Callback } from '../callback/callback.ts'
import { keeping } from '../callback/push.ts'
import { textReply } from '../callback/reply.ts'
import type { Greet } from '../inbound/working.ts'
import { textIn } from '../settings.ts'
import { type Tree, textOf } from '../tree.ts'
import { uidOf } from '../uid.ts'

/** Keeps a push and answers it: with the greeting, which costs no answer of the window, or with `success`. */
export function answering(channel: Channel, callback: Callback) {
  return (push: Tree, text: string): HookAnswer => {
    const greeting = greetingFor(channel.settings, push)
    const kept = keeping(push, text)
    if (!greeting) return kept
    const body = textReply(callback, push, greeting, channel.now())
    return { ...kept, body, headers: { 'content-type': 'text/xml' } }
  }
}

/** Records the greeting that the answer to this push was. */
export function recording(channel: Channel): Greet {
  return async (push, key) => {
    const text = greetingFor(channel.settings, push)
    if (text) await channel.spoke(textOf(push, 'fromusername'), { uid: uidOf(`greeting:${key}`), text })
  }
}

function greetingFor(settings: Settings, push: Tree): string {
  if (textOf(push, 'msgtype') !== 'event') return ''
  const event = textOf(push, 'event').toLowerCase()
  if (event === 'subscribe') return textIn(settings, 'followGreeting')
  return event === 'scan' ? textIn(settings, 'scanGreeting') : ''
}
