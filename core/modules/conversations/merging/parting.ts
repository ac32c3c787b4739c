import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { followParts, type Parted } from '../../people/index.ts'
import type { Conversation } from '../conversation.ts'
import { previewOf } from '../conversation.ts'
import { eventMessage } from '../rules.ts'
import type { Message } from '../store/rows.ts'
import { write } from '../store/write.ts'
import { divide, type Ground, type Side, standingOf, wholeSide } from './division.ts'
import {
  allMessages,
  copySeen,
  insertPart,
  lockTouched,
  markUnsure,
  moveMessages,
  ownConversations,
} from './store.ts'

type Parting = Parted & { since: string | null; author: string }

/**
 * Gives each of two people who are no longer one what was said with them. Where both spoke in one conversation it is
 * divided: it stays with whose it was, and the other has a new one with their part, open if it is open.
 */
export async function partConversations(trx: Db, parting: Parting, at: string): Promise<void> {
  const { from, kept, identityIds } = parting
  const known = new Set(identityIds)
  const touched = await lockTouched(trx, { people: [from, kept], lying: from, identityIds })
  for (const conversation of touched) {
    const home: Side = conversation.personId === from ? 'goes' : 'stays'
    await part(trx, conversation, { identityIds: known, home, since: parting.since }, parting, at)
  }
  await followParts(trx, from, kept)
  await enqueue(trx, { name: 'dialing.parted', payload: { from, kept } }, at)
}

async function part(trx: Db, conversation: Conversation, ground: Ground, parting: Parting, at: string) {
  const messages = await allMessages(trx, conversation.id)
  const whole = wholeSide(messages, ground)
  if (whole === undefined) return cut(trx, conversation, messages, ground, parting, at)
  if (whole !== ground.home) await ownConversations(trx, [conversation.id], personOn(whole, parting))
  const change = { messages: [eventMessage(parting.author, 'split')], patch: {} }
  if (conversation.status !== 'closed')
    await write(trx, [{ conversation: { ...conversation, personId: personOn(whole, parting) }, change }], at)
}

/** The two parts are as open as the whole was, and with the same agent. */
async function cut(
  trx: Db,
  conversation: Conversation,
  messages: Message[],
  ground: Ground,
  parting: Parting,
  at: string,
) {
  const shares = divide(messages, ground)
  const [left, moved] = [
    shares.filter(({ side }) => side === ground.home).map(({ message }) => message),
    shares.filter(({ side }) => side !== ground.home).map(({ message }) => message),
  ]
  await markUnsure(
    trx,
    shares.filter(({ unsure }) => unsure).map(({ message }) => message),
  )
  const fresh = await movedPart(trx, conversation, moved, personOn(opposite(ground.home), parting), at)
  const line = () => eventMessage(parting.author, 'split')
  await write(
    trx,
    [
      { conversation, change: { messages: [line()], patch: patchOf(conversation, left) } },
      {
        conversation: fresh,
        change: { messages: [line()], patch: standing(conversation, moved) },
        opens: true,
      },
    ],
    at,
  )
}

async function movedPart(
  trx: Db,
  conversation: Conversation,
  moved: Message[],
  personId: number,
  at: string,
): Promise<Conversation> {
  const [first, last] = [moved[0], moved.at(-1)]
  const fresh = await insertPart(trx, conversation, {
    personId,
    channelId: moved.find(({ channelId }) => channelId !== null)?.channelId ?? conversation.channelId,
    openedAt: first?.at ?? at,
    endedAt: last?.at ?? at,
  })
  await moveMessages(trx, moved, fresh.id)
  await copySeen(trx, conversation, fresh.id, moved)
  return { ...fresh, lastSeq: moved.length }
}

function standing(was: Conversation, messages: Message[]) {
  const { agentId, teamId, status, closedAt, snoozedUntil } = was
  return { ...patchOf(was, messages), agentId, teamId, status, closedAt, snoozedUntil }
}

function patchOf(was: Conversation, messages: Message[]) {
  const { waitingSince, last, firstReplyAt } = standingOf(messages, was)
  const said = last && { preview: previewOf(last), lastMessageAt: last.at }
  return { waitingSince, firstReplyAt, ...said }
}

function personOn(side: Side, { from, kept }: Parting): number {
  return side === 'goes' ? from : kept
}

function opposite(side: Side): Side {
  return side === 'goes' ? 'stays' : 'goes'
}
