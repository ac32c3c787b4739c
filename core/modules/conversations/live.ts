import type { App, LiveTopic, Push, Viewer } from '../../module.ts'
import type { Event } from '../../platform/events/index.ts'
import { render } from '../../platform/http/index.ts'
import { type Holder, maySee } from '../routing/index.ts'
import type { MessageView } from './showing/message-view.ts'
import { messageViews } from './showing/message-view.ts'
import { findConversation } from './store/find.ts'
import { openOfPeople, teamsOfAgents } from './store/live.ts'
import type { Message } from './store/rows.ts'
import { messagesById } from './store/timeline.ts'

type Draw = (message: Message) => Push

/**
 * `conversation:12`: messages as the partial of the page, and hints for what the page fetches itself. Who may no longer
 * see the conversation after a hand-over hears of it once, and is asked again for leave to follow.
 */
export function conversationTopic(app: App): LiveTopic {
  return {
    kind: 'conversation',
    authorize: async (viewer, id) => (await findConversation(app.db, viewer, Number(id))) !== undefined,
    tells: ({ topic }) => (topic.startsWith('conversation:') ? topic : undefined),
    async render(events) {
      const ids = events.filter(isAboutMessage).flatMap(({ ref }) => ref ?? [])
      const messages = new Map(
        (await messagesById(app.db, [...new Set(ids)])).map((message) => [message.id, message]),
      )
      const draw = await drawer(app, [...messages.values()])
      return events.map((event) => {
        const message = isAboutMessage(event) ? messages.get(event.ref ?? 0) : undefined
        return message ? draw(message) : { data: hintOf(event), regate: changesWhoSees(event) }
      })
    },
  }
}

/** `desk`: which rows to fetch again, told to those who may see the conversation now or could until now. */
export function deskTopic(app: App): LiveTopic {
  return {
    kind: 'desk',
    authorize: async () => true,
    tells: ({ topic, type }) => (isDeskNews(topic, type) ? 'desk' : undefined),
    async render(events) {
      const teams = await teamsOfAgents(app.db, agentsIn(events))
      const people = events.filter(({ type }) => type === 'person.changed').flatMap(({ ref }) => ref ?? [])
      const open = await openOfPeople(app.db, people)
      return events.map((event) => deskPush(event, open.get(event.ref ?? 0) ?? [], teams))
    },
  }
}

function deskPush(
  event: Event,
  ofPerson: (Holder & { id: number })[],
  teams: Map<number, number[]>,
): Push | undefined {
  if (event.type === 'person.changed') return personPush(ofPerson, teams)
  const { agentId, teamId, direction, was } = event.data
  const holders = [holderOf({ agentId, teamId }, teams), ...(isHolder(was) ? [holderOf(was, teams)] : [])]
  const conversation = Number(event.topic.split(':')[1])
  return {
    data: {
      conversation,
      type: event.type,
      ...(direction !== undefined && { direction, message: event.ref }),
    },
    to: (viewer) => holders.some((holder) => maySee(viewer, holder)),
  }
}

function personPush(
  conversations: (Holder & { id: number })[],
  teams: Map<number, number[]>,
): Push | undefined {
  if (conversations.length === 0) return undefined
  const seenBy = (viewer: Viewer, holder: Holder) => maySee(viewer, holderOf(holder, teams))
  return {
    data: { conversation: conversations[0]?.id, type: 'person.changed' },
    to: (viewer) => conversations.some((holder) => seenBy(viewer, holder)),
  }
}

/** Makes each message's HTML in both languages' names: what is read from the database is read once for all of them. */
async function drawer(app: App, messages: Message[]): Promise<Draw> {
  const views = new Map<string, Map<number, MessageView>>()
  for (const locale of app.i18n.locales) {
    const shown = await messageViews(app, app.db, { locale }, messages)
    views.set(locale, new Map(shown.map((view) => [view.id, view])))
  }
  return (message) => ({
    data: { seq: message.seq, uid: message.uid, direction: message.direction, author: message.author },
    html(locale) {
      const view = views.get(locale)?.get(message.id)
      return render(
        app,
        'partials/message-stream',
        { conversation: message.conversationId, message: view },
        locale,
      )
    },
  })
}

function changesWhoSees({ type }: Event): boolean {
  return type === 'conversation.assigned' || type === 'conversation.erased'
}

/** What the page needs to know to fetch, or to move a mark. */
function hintOf({ type, data }: Event): object {
  const { by, reader, seq, status } = data
  return type === 'conversation.seen' ? { type, by, reader, seq } : { type, status }
}

function isAboutMessage({ type }: Event) {
  return type === 'message.created' || type === 'message.state'
}

/** Another's reading and the way of an answer to its customer change no row. */
function isDeskNews(topic: string, type: string) {
  if (type === 'person.changed') return true
  return topic.startsWith('conversation:') && type !== 'message.state'
}

function agentsIn(events: Event[]): number[] {
  const holders = events.flatMap(({ data }) => [data, data['was']].filter(isHolder))
  return [...new Set(holders.flatMap(({ agentId }) => agentId ?? []))]
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && 'agentId' in value && 'teamId' in value
}

function holderOf(holder: { agentId?: unknown; teamId?: unknown }, teams: Map<number, number[]>): Holder {
  const [agentId, teamId] = [numberOr(holder.agentId), numberOr(holder.teamId)]
  return { agentId, teamId, agentTeamIds: agentId === null ? [] : (teams.get(agentId) ?? []) }
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
