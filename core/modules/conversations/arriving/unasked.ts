import { clean, type Identity } from '../../people/index.ts'
import { activeStatus, type Change, type Conversation } from '../conversation.ts'
import { eventMessage, isReturn } from '../rules.ts'

const longestLabel = 200

/** Something that a customer did and that is no message. */
export type Befallen = {
  type: string
  identity: Pick<Identity, 'id'>
  channelId: number
  entryName?: string
  label?: string
}

/** The customer did something. What was closed comes back, and who is new, or is back, waits to be greeted. */
export function befell(conversation: Conversation, happening: Befallen, at: string): Change {
  const { type, identity, channelId, entryName, label } = happening
  const { status, agentId, lastSeq, waitingSince } = conversation
  const event = eventMessage(`identity:${identity.id}`, `happened.${type}`, {
    ...(entryName && { entry: entryName }),
    ...(label && { label: clean(label, longestLabel) }),
  })
  const isBack = status === 'closed'
  const greets = isBack || lastSeq === 0
  return {
    messages: [
      ...(isReturn(conversation) ? [eventMessage('system', 'reopened-by-customer')] : []),
      { ...event, identityId: identity.id, channelId },
    ],
    patch: {
      ...(greets && { waitingSince: waitingSince ?? at, lastMessageAt: at, preview: `[happened.${type}]` }),
      ...(isBack && { status: activeStatus(agentId), closedAt: null }),
    },
  }
}

/** The channel answers by itself: who waits for an agent still does. `opens`: nobody has to, yet. */
export function spokenByChannel(
  { status }: Conversation,
  said: { uid: string; text: string; identityId: number; channelId: number; isPublic: boolean },
  opens: boolean,
  at: string,
): Change {
  const { isPublic, ...message } = said
  const rests = opens && status !== 'closed'
  return {
    messages: [
      {
        ...message,
        direction: 'out',
        author: `channel:${said.channelId}`,
        kind: 'text',
        state: 'sent',
        data: isPublic ? { public: true } : {},
      },
    ],
    patch: rests ? { status: 'closed', closedAt: at } : {},
  }
}
