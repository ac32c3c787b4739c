import { Invalid } from '../../../errors.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Channel, findChannel } from '../../channels/index.ts'
import { type Identity, identityById } from '../../people/index.ts'
import type { Conversation } from '../conversation.ts'
import { latestIdentity } from '../store/traces.ts'

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
    throw refused('desk.refused.nobody')
  }
  return { ...identity, channelId: identity.channelId }
}

/** The account by which a recipient is reached. Throws Invalid where it is deleted. */
export async function accountOf(trx: Db, channelId: number): Promise<Channel> {
  const channel = await findChannel(trx, channelId)
  if (!channel || channel.deleted) throw refused('desk.refused.channel')
  return channel
}

/** Why nothing can be said to somebody over this identity. */
export function refused(message: string): Invalid {
  return new Invalid([{ field: 'identityId', message }])
}
