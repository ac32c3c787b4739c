import type { App } from '../../../module.ts'
import { conversationsOver } from '../../../modules/conversations/index.ts'
import { findIdentity, identityOf } from '../../../modules/people/index.ts'
import type { News } from '../../../plugin/index.ts'
import { type Event, reaches, read } from '../../events/index.ts'
import { createDepartures } from './departures.ts'
import { isNews, newsOf, type Reader } from './news.ts'
import { createPlaces, type Waiter } from './places.ts'
import { createShelf } from './shelf.ts'

/** A customer who listens. */
type Follower = Waiter & {
  channelId: number
  who: string
  reader?: Reader
  isGone?: boolean
}

/** Who listens to their news: one listener on the log and one on the whispers serve any number of them. */
export type Following = {
  /** Starts at once; answers what ends it. */
  follow: (channelId: number, who: string, listener: (news: News) => void) => () => void
  /** The news after a cursor, or undefined where the log no longer reaches back or there are too many. */
  since: (channelId: number, who: string, cursor: string) => Promise<News[] | undefined>
  /** Resolves when this customer's followers hear everything: what is read from then on has no gap to their news. */
  ready: (channelId: number, who: string) => Promise<void>
  start: () => void
  /** Hears no more, and resolves when nobody is being placed any longer: the database may close then. */
  stop: () => Promise<void>
}

const mostSince = 500

/** Makes the following of a process; it hears nothing before `start`. */
export function createFollowing(app: App): Following {
  const shelf = createShelf<Follower>()
  const placing = new Map<string, Promise<void>>()
  const ends: (() => void)[] = []
  const places = createPlaces(app, shelf.all)
  const isHere = (name: string) => shelf.at(name).size > 0
  const departures = createDepartures(app, { isHere, looked: places.looked })

  async function place(follower: Follower) {
    const names = await recognize(app, follower)
    if (follower.isGone) return
    shelf.put(follower, [follower.name, ...names])
    if (follower.talk) places.look()
  }

  function begin(follower: Follower) {
    const { name, channelId } = follower
    const earlier = placing.get(name)
    const placed = Promise.all([earlier, place(follower)])
      .catch((error: unknown) => app.log.error({ error, channel: channelId }, 'channel.follow-failed'))
      .then(() => void (placing.get(name) === placed && placing.delete(name)))
    placing.set(name, placed)
  }

  async function hear(events: Event[]) {
    const moved = events.flatMap((event) => (movesPeople(event) ? [...followersOf(event)] : []))
    const news = await newsOf(app, events.filter(isNews), followersOf)
    for (const { reader, news: item } of news) reader.follower.listener(item)
    for (const { follower } of moved) await place(follower)
    if (events.some(movesQueue)) places.look()
  }

  function* followersOf({ topic, data, ref }: Event) {
    const name = data['identityId'] ? `identity:${data['identityId']}` : `person:${data['personId'] ?? ref}`
    const found = topic.startsWith('conversation:') || topic.startsWith('person:') ? shelf.at(name) : []
    for (const follower of found) if (follower.reader) yield { ...follower.reader, follower }
  }

  function overhear(topic: string, data: Record<string, unknown>) {
    const typing = typingOf(data)
    if (typing) for (const follower of shelf.at(topic)) follower.listener(typing)
  }

  return {
    follow(channelId, who, listener) {
      const follower: Follower = { channelId, who, name: nameOf(channelId, who), listener }
      shelf.put(follower, [follower.name])
      begin(follower)
      return () => {
        follower.isGone = true
        shelf.take(follower)
        departures.depart(follower)
      }
    },
    since: (channelId, who, cursor) => newsSince(app, channelId, who, cursor),
    ready: async (channelId, who) => placing.get(nameOf(channelId, who)),
    start: () => void ends.push(app.events.on(hear), app.hub.onWhisper(overhear)),
    async stop() {
      ends.splice(0).forEach((end) => end())
      await Promise.all(placing.values())
      await Promise.all([places.stop(), departures.stop()])
    },
  }
}

/** Finds out who this follower is, and under which names facts will speak of them. */
async function recognize(app: App, follower: Follower): Promise<string[]> {
  const { channelId, who } = follower
  const known = await findIdentity(app.db, { channelId, who })
  const { id, personId } = known ?? (await identityOf(app, channelId, who))
  const [talk] = await conversationsOver(app.db, id)
  follower.reader = { identityId: id, personId }
  follower.talk = talk === undefined ? undefined : { id: talk, channelId }
  return [`identity:${id}`, `person:${personId}`, ...(talk === undefined ? [] : [`conversation:${talk}`])]
}

async function newsSince(
  app: App,
  channelId: number,
  who: string,
  cursor: string,
): Promise<News[] | undefined> {
  if (!(await reaches(app.db, cursor))) return undefined
  const identity = await findIdentity(app.db, { channelId, who })
  if (!identity) return []
  const { id, personId } = identity
  const topics = (await conversationsOver(app.db, id)).map((talk) => `conversation:${talk}`)
  const known = app.events.place()
  const events = topics.length > 0 ? await read(app.db, cursor, { topics, limit: mostSince, known }) : []
  if (events.length === mostSince) return undefined
  const reader = { identityId: id, personId }
  const concerns = ({ data }: Event) => data['identityId'] === undefined || data['identityId'] === id
  const told = await newsOf(app, events.filter(isNews), (event) => (concerns(event) ? [reader] : []))
  return told.map(({ news }) => news)
}

function nameOf(channelId: number, who: string): string {
  return `${channelId} ${who}`
}

/** A first message opens a conversation, and a proof may make somebody another person: both change the names. */
function movesPeople({ type }: Event): boolean {
  return type === 'conversation.opened' || type === 'person.changed'
}

/** Somebody has come into a queue, or left it. */
function movesQueue({ type }: Event): boolean {
  return ['conversation.opened', 'conversation.assigned', 'conversation.status'].includes(type)
}

/** Customers see that an agent writes to them; notes and other agents' company are not theirs. */
function typingOf({ kind, on, mode, agent }: Record<string, unknown>): News | undefined {
  if (kind !== 'typing' || mode !== 'reply' || typeof on !== 'boolean') return undefined
  const name = typeof agent === 'object' && agent && 'name' in agent ? String(agent.name) : undefined
  return { type: 'typing', on, ...(name && { author: { name } }) }
}
