import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { storable } from '../conversation.ts'
import { noteMessage } from '../handling/handling.ts'
import { step } from '../handling/step.ts'
import type { Message } from '../store/rows.ts'
import { knownAgents } from '../store/traces.ts'
import { finishWriting, isRepeat, storedMessage } from './writing.ts'

export type Note = { clientId: string; text: string; mentions?: number[] }

/** Writes what only staff read. Agents in `mentions` are told. The same `clientId` twice is one note. */
export async function note(app: App, viewer: Viewer, id: number, input: Note): Promise<Message> {
  const text = storable(input.text).trim()
  if (!text) throw new Invalid([{ field: 'text', message: 'errors.fault.required' }])
  const written = await step(
    app,
    viewer,
    id,
    async (doing) => {
      if (await isRepeat(doing, input.clientId, { text })) return undefined
      const mentions = await knownAgents(doing.trx, input.mentions ?? [])
      return { messages: [{ ...noteMessage(doing.author, text, input.clientId), mentions }], patch: {} }
    },
    ({ trx }, { conversation }) => finishWriting(trx, viewer, conversation),
  )
  return written?.messages[0] ?? storedMessage(app, viewer, input.clientId)
}
