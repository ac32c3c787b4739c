import type { App } from '../../../module.ts'
import { customerConversation, customerMessagesById, lastSaid } from '../../../modules/conversations/index.ts'
import type { CustomerMessage, News } from '../../../plugin/index.ts'
import type { Event } from '../../events/index.ts'

/** Whose news: an identity, and the person it belongs to. */
export type Reader = { identityId: number; personId: number }

type Told<R> = { reader: R; event: Event }
type Loaded = { messages: Map<number, CustomerMessage>; standing: (identityId: number) => Standing }
type Standing = ReturnType<typeof customerConversation>

/**
 * What these facts mean to those whom they concern, in order. Messages are loaded once for all of them, and how a
 * conversation stands once for each reader.
 */
export async function newsOf<R extends Reader>(
  app: App,
  events: Event[],
  readersOf: (event: Event) => Iterable<R>,
): Promise<{ reader: R; news: News }[]> {
  const told = events.flatMap((event) => [...readersOf(event)].map((reader) => ({ reader, event })))
  if (told.length === 0) return []
  const loaded = await load(app, told)
  const news = []
  for (const { reader, event } of told) {
    const item = await translate(app, event, reader, loaded)
    if (item) news.push({ reader, news: item })
  }
  return news
}

/** Whether customers may hear of it at all: notes and inner bookkeeping are nobody's news. */
export function isNews({ type, data }: Event): boolean {
  if (type === 'message.created') return data['direction'] === 'in' || data['direction'] === 'out'
  return type === 'conversation.seen' || type === 'conversation.status' || type === 'conversation.assigned'
}

async function load<R>(app: App, told: Told<R>[]): Promise<Loaded> {
  const ids = told.flatMap(({ event }) => (event.type === 'message.created' ? (event.ref ?? []) : []))
  const standings = new Map<number, Standing>()
  return {
    messages: ids.length > 0 ? await customerMessagesById(app.db, [...new Set(ids)]) : new Map(),
    standing(identityId) {
      const known = standings.get(identityId) ?? customerConversation(app.db, identityId)
      standings.set(identityId, known)
      return known
    },
  }
}

async function translate(app: App, event: Event, reader: Reader, loaded: Loaded): Promise<News | undefined> {
  const { cursor, type, ref, data } = event
  if (type === 'message.created') {
    const message = loaded.messages.get(ref ?? 0)
    return message && { type: 'message', cursor, message }
  }
  if (type === 'conversation.seen') {
    const by = data['by'] === 'agent' ? 'agent' : 'customer'
    const upto = by === 'agent' ? await readByAgent(app, event, reader) : String(data['uid'])
    return upto === undefined ? undefined : { type: 'seen', cursor, by, upto, read: true }
  }
  const standing = await loaded.standing(reader.identityId)
  return standing && { type: 'conversation', cursor, ...standing }
}

async function readByAgent(
  app: App,
  { ref, data }: Event,
  { identityId }: Reader,
): Promise<string | undefined> {
  return lastSaid(app.db, { conversationId: ref ?? 0, identityId, seq: Number(data['seq']) })
}
