import type { App, Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import { peopleLike, phoneOf } from '../../people/index.ts'
import { searchable } from '../content.ts'
import { holds, wantedBy } from './grams.ts'
import type { Message } from '../store/rows.ts'
import { conversationsOf, findCandidates } from '../store/search.ts'

/** `before` is the `next` of the page before; there is more while `next` is given, even where a page is short. */
export type Found = { messages: Message[]; next?: number }

const window = 400
const mostWindows = 5
const mostPeople = 200
const mostConversations = 300

/**
 * Messages with all the words of a search, newest first, out of what this viewer may see. Two-character Chinese words
 * are found, and beginnings of other words. A page reads a few windows of the index at most: a search for a word that
 * is everywhere, by somebody who may see little, goes on with the next page instead of taking long.
 */
export async function searchMessages(
  app: App,
  viewer: Viewer,
  query: string,
  { before, limit = 50 }: { before?: number; limit?: number } = {},
): Promise<Found> {
  const wanted = wantedBy(query)
  if (wanted.length === 0) return { messages: [] }
  const messages: Message[] = []
  let next = before
  for (let read = 0; read < mostWindows; read += 1) {
    const found = await findCandidates(app.db, viewer, { wanted, before: next, limit: window })
    messages.push(...found.messages.filter((message) => holds(searchable(message), query)))
    next = found.next
    if (messages.length > limit) return { messages: messages.slice(0, limit), next: messages[limit - 1]?.id }
    if (next === undefined) break
  }
  return { messages, next }
}

/**
 * Ids of conversations for the list: of people with such a name, tag or number, and with such messages. A part of a
 * number finds its person only with `people.reveal`; a whole one always does.
 */
export async function searchConversations(app: App, viewer: Viewer, query: string): Promise<number[]> {
  const text = query.trim()
  if (!text) return []
  const digits = text.replace(/[^\d]/g, '')
  const isNumber = /^[+\d\s-]+$/.test(text)
  const like = {
    text,
    phone: isNumber ? phoneOf(text) : undefined,
    digits: isNumber && digits.length >= 3 && can(viewer, 'people.reveal') ? digits : undefined,
  }
  const people = await peopleLike(app.db, like, mostPeople)
  const theirs = await conversationsOf(app.db, people, mostConversations)
  const { messages } = await searchMessages(app, viewer, text, { limit: mostConversations })
  return [...new Set([...theirs, ...messages.map(({ conversationId }) => conversationId)])]
}
