import { Invalid } from '../../errors.ts'
import type { Db } from '../../platform/db/index.ts'
import { type Identity, identityById } from '../people/index.ts'
import type { Conversation } from './conversation.ts'
import { latestIdentity } from './store/traces.ts'

/** An identity on an account of ours. */
export type Recipient = Identity & { channelId: number }

/**
 * Over which identity of its person a conversation is answered: the one they wrote from last unless told. Throws
 * Invalid for one that is not theirs, or no account.
 */
export async function recipient(
  db: Db,
  conversation: Pick<Conversation, 'id' | 'personId'>,
  identityId: number | undefined,
): Promise<Recipient> {
  const id = identityId ?? (await latestIdentity(db, conversation.id))
  const identity = id === undefined ? undefined : await identityById(db, id)
  if (!identity || identity.personId !== conversation.personId || identity.channelId === null) {
    throw new Invalid([{ field: 'identityId', message: 'desk.refused.nobody' }])
  }
  return { ...identity, channelId: identity.channelId }
}
