import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { actorOf, audit } from '../../agents/index.ts'
import { storable } from '../conversation.ts'
import { step } from '../handling/step.ts'
import type { Message } from '../store/rows.ts'
import { isRepeat, storedMessage } from '../answering/writing.ts'
import { colleagueOn, insistOnSupervisor } from './access.ts'
import { whisperMessage } from './lines.ts'

export type Whisper = { clientId: string; text: string }

/**
 * Says something to the agent who has the conversation; the customer cannot come to see it, and nothing is marked as read.
 * The same `clientId` twice is one whisper. Throws Invalid, Forbidden, NotFound, and Conflict where nobody is there to hear.
 */
export async function whisper(app: App, viewer: Viewer, id: number, input: Whisper): Promise<Message> {
  insistOnSupervisor(viewer)
  const text = storable(input.text).trim()
  if (!text) throw new Invalid([{ field: 'text', message: 'errors.fault.required' }])
  const { clientId: uid } = input
  const written = await step(
    app,
    viewer,
    id,
    async (doing) => {
      if (await isRepeat(doing, uid, { text })) return undefined
      const to = colleagueOn(viewer, doing.conversation)
      return { messages: [whisperMessage(doing.author, text, { uid, to })], patch: {} }
    },
    async ({ trx, at }) => {
      const deed = { ...actorOf(viewer), action: 'conversation.whispered', object: `conversation:${id}` }
      await audit(trx, { ...deed, detail: { message: uid } }, at)
    },
  )
  return written?.messages[0] ?? storedMessage(app, viewer, uid)
}
