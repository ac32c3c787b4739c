import { lastWords, type Status } from '../conversation.ts'
import type { Message } from '../store/rows.ts'

/** Whose a message is when two people are split: of the one who goes, or of the one who stays. */
export type Side = 'goes' | 'stays'

/** What is known of a conversation that two people may have spoken in. `since`: when they were merged; `home`: whose it was. */
export type Ground = { identityIds: ReadonlySet<number>; home: Side; since: string | null }

/** `unsure`: what staff wrote while the two were one, and nobody can tell about whom. */
export type Share = { message: Message; side: Side; unsure: boolean }

/**
 * Each message goes with its identity: what was said over it, the answers to it and the calls. Notes from before the
 * merge stay with whom they were written about, later ones with the person who stays. Lines about the reception itself
 * stay where the reception began.
 */
export function divide(messages: Message[], ground: Ground): Share[] {
  return messages.map((message) => {
    const side = sideOf(message, ground)
    if (side) return { message, side, unsure: false }
    if (message.direction === 'system') return { message, side: ground.home, unsure: false }
    const isBefore = ground.since !== null && message.at < ground.since
    return isBefore ? { message, side: ground.home, unsure: false } : { message, side: 'stays', unsure: true }
  })
}

/** Whose the whole conversation is, where nobody else spoke in it; undefined where both did, `home` where nobody did. */
export function wholeSide(messages: Message[], ground: Ground): Side | undefined {
  const sides = new Set(messages.flatMap((message) => sideOf(message, ground) ?? []))
  if (sides.size > 1) return undefined
  return [...sides][0] ?? ground.home
}

/** How a part of a conversation stands: since when its customer waits, what was said last in it. */
export type Standing = {
  waitingSince: string | null
  last: Message | undefined
  firstReplyAt: string | null
}

/** Of a reception in which nobody waits, nobody waits in its parts either. */
export function standingOf(
  messages: Message[],
  was: { waitingSince: string | null; status: Status },
): Standing {
  const said = messages.filter(({ direction }) => direction === 'in' || direction === 'out')
  const answered = said.findLastIndex(({ direction, author }) => direction === 'out' && isStaff(author))
  const unanswered = said.slice(answered + 1).find(({ direction }) => direction === 'in')
  const first = said.find(({ direction, author }) => direction === 'out' && isStaff(author))
  return {
    waitingSince: was.waitingSince === null ? null : (unanswered?.at ?? null),
    last: lastWords(said),
    firstReplyAt: first?.at ?? null,
  }
}

function sideOf({ identityId, author }: Message, { identityIds }: Ground): Side | undefined {
  const id = identityId ?? (author.startsWith('identity:') ? Number(author.slice('identity:'.length)) : null)
  if (id === null) return undefined
  return identityIds.has(id) ? 'goes' : 'stays'
}

function isStaff(author: string): boolean {
  return author.startsWith('agent:')
}
