import { type Change, type Conversation, type NewMessage, storable } from '../conversation.ts'
import { eventMessage, handedOver } from '../rules.ts'

/** What a supervisor does to a conversation that somebody else has, as the thread says it to staff. */
export const deeds = ['joined', 'left', 'taken', 'returned'] as const
export type Deed = (typeof deeds)[number]

/**
 * A supervisor's word to the agent who has the conversation. It is a note and has no identity, channel or state: there
 * is no customer to whom anything could carry it.
 */
export function whisperMessage(author: string, text: string, about: { uid: string; to: number }): NewMessage {
  return {
    uid: about.uid,
    direction: 'note',
    author,
    kind: 'text',
    text: storable(text).trim(),
    data: { whisper: true },
    mentions: [about.to],
  }
}

/** The line of a deed. Whom it concerns is told. */
export function deedLine(author: string, deed: Deed, agentId: number | null): NewMessage {
  if (agentId === null) return eventMessage(author, `supervision.${deed}`)
  return { ...eventMessage(author, `supervision.${deed}`, { agent: agentId }), mentions: [agentId] }
}

/** From one agent to another by a supervisor: a hand-over that says so in the words of its deed. */
export function movedBy(
  author: string,
  conversation: Conversation,
  { deed, to, concerns }: { deed: Deed; to: number; concerns: number },
): Change {
  const { patch } = handedOver(conversation, { agentId: to, teamId: conversation.teamId }, author)
  return { messages: [deedLine(author, deed, concerns)], patch }
}
