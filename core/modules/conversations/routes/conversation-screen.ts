import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import { standingOf } from '../supervising/standing.ts'
import type { MessageView } from '../showing/message-view.ts'
import { type ConversationView, openConversation } from '../showing/timeline.ts'
import { targetScreen } from './target-screen.ts'

/** Everything that the page of a conversation shows beside its list. `search` is the list's address, to go back to. */
export async function conversationScreen(app: App, viewer: Viewer, id: number, search: string) {
  const view = await openConversation(app, viewer, id)
  return {
    ...view,
    search,
    messages: withUnreadLine(view),
    oldestSeq: view.messages[0]?.seq,
    supervision: await standingOf(app.db, viewer, {
      id,
      agentId: view.agent?.id ?? null,
      status: view.status,
    }),
    to: targetScreen(app, viewer, view.targets),
    clientId: uuid7(),
    specimen: specimenOf(app, viewer),
    snoozes: snoozesAt(app.clock(), viewer.locale),
    assignees: await assigneesOf(app, viewer),
    bars: (await Promise.all(app.modules.map((module) => module.bars?.(app, viewer, id) ?? []))).flat(),
  }
}

/** Where the first message stands that this agent has not read. */
function withUnreadLine({ messages, unread }: ConversationView) {
  const fresh = messages.filter(({ direction }) => direction === 'in').slice(-unread)
  const first = unread > 0 ? fresh[0]?.id : undefined
  return withDays(messages).map((message) => ({ ...message, startsUnread: message.id === first }))
}

/** Marks the first message of each day. */
export function withDays<M extends { day: string }>(messages: M[]): (M & { startsDay: boolean })[] {
  return messages.map((message, index) => ({
    ...message,
    startsDay: message.day !== messages[index - 1]?.day,
  }))
}

/** The message that the browser copies for what was just written, until the server's own comes. */
function specimenOf(app: App, { agentId, name, avatar }: Viewer): Partial<MessageView> & { day: string } {
  const at = app.clock().toISOString()
  const author = { key: `agent:${agentId}`, name, avatar, initials: '' }
  return { uid: 'specimen', direction: 'out', author, text: ' ', files: [], state: 'sending', at, day: '' }
}

/** Times that people mean by "later", in the server's zone: those that lie ahead, and each once. */
export function snoozesAt(now: Date, locale: string): { label: string; until: string; text: string }[] {
  const here = DateTime.fromJSDate(now)
  const at = (day: DateTime, hour: number) => day.set({ hour, minute: 0, second: 0, millisecond: 0 })
  const choices: [string, DateTime][] = [
    ['hour', here.plus({ hours: 1 }).startOf('minute')],
    ['evening', at(here, 18)],
    ['tomorrow', at(here.plus({ days: 1 }), 9)],
    ['monday', at(here.plus({ weeks: 1 }).startOf('week'), 9)],
  ]
  const ahead = choices.filter(
    ([, time], index) => time > here && !choices.slice(0, index).some(([, other]) => +other === +time),
  )
  const format = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return ahead.map(([label, time]) => ({
    label: `desk.snooze.${label}`,
    until: time.toJSDate().toISOString(),
    text: time.setLocale(locale).toLocaleString(format),
  }))
}

async function assigneesOf(app: App, viewer: Viewer) {
  const agents = await listAgents(app)
  const busy = await Promise.all(app.modules.map((module) => module.busy?.(app, viewer)))
  const busyWith = (id: number) => busy.flatMap((each) => each?.get(id) ?? [])[0]
  return {
    agents: agents
      .filter(({ state }) => state === 'active')
      .map(({ id, name, presence }) => ({ id, name, presence, busy: busyWith(id) })),
    teams: (await listTeams(app.db)).map(({ id, name }) => ({ id, name })),
  }
}
