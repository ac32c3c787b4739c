import type { Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Query, visibleTo } from '../../routing/index.ts'
import type { Status } from '../conversation.ts'

export const views = ['unassigned', 'mine', 'all', 'closed', 'snoozed', 'mentions'] as const
export type View = (typeof views)[number]

/** What narrows a list. `ids` are conversations, from a search or a hint; the viewer's scope narrows them all the same. */
export type ListFilter = {
  teamId?: number
  channelId?: number
  tag?: string
  unread?: boolean
  ids?: number[]
}

/**
 * `waiting`: who waits first, by priority and then by how long, then the newest; `recent`: the newest first. `before` is a
 * row's `cursor`.
 */
export type ListPage = { order: 'waiting' | 'recent'; before?: string; limit: number }

export type ListRow = {
  id: number
  person_id: number
  person_name: string
  stage: string
  preview: string
  status: Status
  channel_id: number
  channel_name: string
  plugin: string
  kind: string
  agent_id: number | null
  agent_name: string | null
  agent_avatar: string | null
  team_id: number | null
  team_name: string | null
  waiting_since: string | null
  /** Where it stands in the order `waiting`: the lower text first. */
  rank: string
  last_message_at: string
  priority: number
  snoozed_until: string | null
  opened_at: string
  version: number
  last_seq: number
  visitor_seen_seq: number
  context: string
  rehearsal: number
  unread: number | string
  public: number | string | null
}

/** A digit for the priority, 9 at most, and since when they wait; where nobody waits, a letter: it sorts after digits. */
const rank = `coalesce((9 - conversation.priority) || conversation.waiting_since, 'z')`

/**
 * Rows of the conversations that this viewer may see, with their unread messages counted by the same query. The page is
 * chosen first: SQLite would count for every row before it takes fifty.
 */
export async function listRows(
  db: Db,
  viewer: Viewer,
  { view, filter, page }: { view?: View; filter: ListFilter; page: ListPage },
): Promise<ListRow[]> {
  const query = ordered(narrowed(db, viewer, view, filter), page.order).limit(page.limit)
  if (page.before) after(query, page.order, page.before)
  const ids: number[] = await query.pluck('conversation.id')
  return ordered(narrowed(db, viewer, undefined, { ids }), page.order)
    .join('person', 'person.id', 'conversation.person_id')
    .join('channel', 'channel.id', 'conversation.channel_id')
    .leftJoin('agent', 'agent.id', 'conversation.agent_id')
    .leftJoin('team', 'team.id', 'conversation.team_id')
    .select('conversation.*', 'person.name as person_name', 'person.stage', 'channel.name as channel_name')
    .select(db.raw(`${rank} as rank`))
    .select('channel.plugin', 'channel.kind', 'channel.rehearsal')
    .select('agent.name as agent_name', 'agent.avatar as agent_avatar', 'team.name as team_name')
    .select(unread(db).as('unread'), heardInPublic(db).as('public'))
}

/** How many conversations there are in each view but the closed ones. */
export async function countRows(db: Db, viewer: Viewer): Promise<Record<Exclude<View, 'closed'>, number>> {
  const one = (name: string, condition: string) =>
    db.raw(`sum(case when ${condition} then 1 else 0 end) as in_${name}`)
  const active = `conversation.status <> 'snoozed'`
  const row = await visibleTo(db('conversation').whereNot('conversation.status', 'closed'), viewer)
    .select(one('unassigned', `conversation.agent_id is null and ${active}`))
    .select(one('mine', `conversation.agent_id = ${Number(viewer.agentId)} and ${active}`))
    .select(one('all', active), one('snoozed', `conversation.status = 'snoozed'`))
    .first()
  const mentions = await narrowed(db, viewer, 'mentions', {}).count({ count: '*' }).first()
  return {
    unassigned: Number(row?.in_unassigned ?? 0),
    mine: Number(row?.in_mine ?? 0),
    all: Number(row?.in_all ?? 0),
    snoozed: Number(row?.in_snoozed ?? 0),
    mentions: Number(mentions?.count ?? 0),
  }
}

/** Where a row stands in an order, for the page after it. */
export function cursorOf({ rank, last_message_at, id }: ListRow): string {
  return `${rank}~${last_message_at}~${id}`
}

function narrowed(db: Db, viewer: Viewer, view: View | undefined, filter: ListFilter) {
  const query = visibleTo(db('conversation'), viewer).leftJoin('seen', (mine) => {
    mine.on('seen.conversation_id', 'conversation.id').onVal('seen.agent_id', viewer.agentId)
  })
  if (view) inView(query, view, viewer)
  if (filter.teamId !== undefined) query.where('conversation.team_id', filter.teamId)
  if (filter.channelId !== undefined) query.where('conversation.channel_id', filter.channelId)
  if (filter.ids) query.whereIn('conversation.id', filter.ids)
  if (filter.tag !== undefined) {
    query.whereIn('conversation.person_id', db('person_tag').select('person_id').where({ tag: filter.tag }))
  }
  if (filter.unread) query.whereExists(unreadMessages(db).select('message.id'))
  return query
}

function ordered<Q extends Query>(query: Q, order: ListPage['order']): Q {
  if (order === 'waiting') query.orderByRaw(rank)
  query.orderBy([
    { column: 'conversation.last_message_at', order: 'desc' },
    { column: 'conversation.id', order: 'desc' },
  ])
  return query
}

function inView(query: Query, view: View, { agentId }: Viewer) {
  if (view === 'closed' || view === 'snoozed') return void query.where('conversation.status', view)
  query.whereNot('conversation.status', 'closed')
  if (view === 'mentions') return void query.whereIn('conversation.id', mentioned(agentId))
  query.whereNot('conversation.status', 'snoozed')
  if (view === 'unassigned') query.whereNull('conversation.agent_id')
  if (view === 'mine') query.where('conversation.agent_id', agentId)
}

function mentioned(agentId: number) {
  return (messages: Query) =>
    void messages
      .from('mention')
      .join('message', 'message.id', 'mention.message_id')
      .where('mention.agent_id', agentId)
      .select('message.conversation_id')
}

function after(query: Query, order: ListPage['order'], cursor: string) {
  const [first = '', last = '', id = '0'] = cursor.split('~')
  const place = '(conversation.last_message_at, conversation.id) < (?, ?)'
  if (order === 'recent') return void query.whereRaw(place, [last, Number(id) || 0])
  query.whereRaw(`(${rank} > ? or (${rank} = ? and ${place}))`, [first, first, last, Number(id) || 0])
}

/** Whether the newest word of the customer can be read by anybody. */
function heardInPublic(db: Db) {
  return db('message')
    .join('identity', 'identity.id', 'message.identity_id')
    .whereRaw('message.conversation_id = conversation.id')
    .where('message.direction', 'in')
    .orderBy('message.seq', 'desc')
    .limit(1)
    .select('identity.public')
}

function unread(db: Db) {
  return unreadMessages(db).count('*')
}

function unreadMessages(db: Db) {
  return db('message')
    .where('message.direction', 'in')
    .whereRaw('message.conversation_id = conversation.id and message.seq > coalesce(seen.seq, 0)')
}
