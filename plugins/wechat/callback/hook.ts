import type { Channel, HookAnswer, HookRequest } from 'qiantai/plugin'
import type { Tree } from '../tree.ts'
import type { Callback } from './callback.ts'
import { openCall } from './opening.ts'
import { verify } from './verification.ts'

/** Answers a proven call. `text` is the call as it was before it was sealed. */
export type Answer = (tree: Tree, text: string) => HookAnswer | Promise<HookAnswer>

/** The handler of the bare address: proves the platform's question, and its calls, before `answer` sees them. */
export function hookOf(channel: Channel, callback: Callback, answer: Answer) {
  let isKnown = false

  async function noteContact() {
    if (isKnown) return
    isKnown = true
    await channel.remember('contact', channel.now())
  }

  return async (request: HookRequest): Promise<HookAnswer> => {
    if (request.method === 'GET') return question(request)
    const opened = openCall(callback, request, channel.now())
    if ('status' in opened) return refuse(opened)
    await noteContact()
    return answer(opened.tree, opened.text)
  }

  async function question({ query }: HookRequest): Promise<HookAnswer> {
    const answered = verify(callback, query, channel.now())
    if (answered.status !== 200) return refuse({ status: 401, reason: 'verification' })
    await noteContact()
    return answered
  }

  function refuse({ status, reason }: { status: number; reason: string }): HookAnswer {
    channel.log.warn({ status, reason }, 'wechat.call-refused')
    return { status }
  }
}
