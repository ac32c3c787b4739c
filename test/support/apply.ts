import assert from 'node:assert/strict'
import { NotFound } from '../../core/errors.ts'
import type { App, LiveTopic, Viewer } from '../../core/module.ts'
import {
  type ConversationRow,
  type ConversationView,
  listConversations,
  messagesById,
  messageViews,
  openConversation,
  rowsOf,
} from '../../core/modules/conversations/index.ts'
import type { Event } from '../../core/platform/events/index.ts'
import { factsSince, newestPlace } from './facts.ts'

/** What one agent has in front of them: the list, and some conversations, undefined where they may not look. */
type Screen = { rows: ConversationRow[]; open: Map<number, Omit<ConversationView, 'draft'> | undefined> }

const view = { view: 'all', order: 'waiting', limit: 100 } as const

/**
 * Watches an agent's screens as their browser does: one reading of everything, and from then on only what the facts
 * say has changed, each read anew by its id. `check` applies the facts since and asserts that this is what a whole
 * new reading shows.
 */
export async function watch(
  app: App,
  viewer: Viewer,
  ids: number[] = [],
): Promise<{ check: () => Promise<void> }> {
  let cursor = await newestPlace(app.db)
  const screen = await readAll(app, viewer, ids)
  return {
    async check() {
      const events = await factsSince(app.db, cursor)
      cursor = events.at(-1)?.cursor ?? cursor
      await applyToList(app, viewer, screen, events)
      for (const id of screen.open.keys()) await applyToConversation(app, viewer, screen, id, events)
      assert.deepEqual(screen, await readAll(app, viewer, ids))
    },
  }
}

async function readAll(app: App, viewer: Viewer, ids: number[]): Promise<Screen> {
  const rows = await listConversations(app, viewer, view)
  const open: Screen['open'] = new Map()
  for (const id of ids) open.set(id, await look(app, viewer, id))
  return { rows, open }
}

/** As the list does: hints that concern this viewer, then those rows in one request. */
async function applyToList(app: App, viewer: Viewer, screen: Screen, events: Event[]) {
  const hinted = await hints(app, viewer, 'desk', events)
  const ids = [...new Set(hinted.map(({ conversation }) => Number(conversation)))]
  const fresh = await rowsOf(app, viewer, ids, view)
  screen.rows = [...screen.rows.filter(({ id }) => !ids.includes(id)), ...fresh].sort(byWaiting)
}

/** As an open conversation does: new and changed messages by id, the whole of it for a new name, the head for the rest. */
async function applyToConversation(app: App, viewer: Viewer, screen: Screen, id: number, events: Event[]) {
  const before = screen.open.get(id)
  const own = events.filter(
    ({ topic }) => topic === `conversation:${id}` || topic === `person:${before?.personId}`,
  )
  if (own.length === 0) return
  const now = await look(app, viewer, id)
  const isRenamed = before?.name !== now?.name
  if (!before || !now || isRenamed) return void screen.open.set(id, now)
  const ids = own.filter(({ type }) => type.startsWith('message.')).flatMap(({ ref }) => ref ?? [])
  const told = await messageViews(app, app.db, viewer, await messagesById(app.db, [...new Set(ids)]))
  const kept = before.messages.filter((message) => !told.some(({ id: other }) => other === message.id))
  const messages = [...kept, ...told].sort((a, b) => a.seq - b.seq)
  screen.open.set(id, { ...now, messages })
}

async function look(app: App, viewer: Viewer, id: number) {
  try {
    const { draft: _, ...shown } = await openConversation(app, viewer, id)
    return shown
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

async function hints(
  app: App,
  viewer: Viewer,
  kind: string,
  events: Event[],
): Promise<Record<string, unknown>[]> {
  const topic = topicOf(app, kind)
  const told = events.filter((event) => topic.tells(event))
  const pushes = await topic.render(told)
  return pushes.flatMap((push) => (push?.data && (push.to?.(viewer) ?? true) ? [{ ...push.data }] : []))
}

function topicOf(app: App, kind: string): LiveTopic {
  const topic = app.modules.flatMap((module) => module.live?.(app) ?? []).find((live) => live.kind === kind)
  if (!topic) throw new Error(`no topic ${kind}`)
  return topic
}

function byWaiting(a: ConversationRow, b: ConversationRow): number {
  return compare(a.rank, b.rank) || compare(b.lastMessageAt, a.lastMessageAt) || b.id - a.id
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
