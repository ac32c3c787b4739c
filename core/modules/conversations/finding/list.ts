import { NotFound } from '../../../errors.ts'
import type { App, Limit, Viewer } from '../../../module.ts'
import { flag, json } from '../../../platform/db/index.ts'
import { channelBrief, type ChannelBrief } from '../../channels/index.ts'
import { type Context, type SourceText, sourceText } from '../../journey/index.ts'
import {
  avatarAmong,
  blockedAmong,
  identitiesOfPeople,
  type Identity,
  initialsOf,
  nameOfPerson,
  previewIn,
  shownName,
} from '../../people/index.ts'
import type { Status } from '../conversation.ts'
import { searchConversations } from './search.ts'
import { countRows, cursorOf, type ListFilter, type ListRow, listRows, type View } from '../store/list.ts'

/** What the list asks for. `query` is the search; `order` and `limit` are `waiting` and 50 unless told. */
export type ListQuery = Omit<ListFilter, 'ids'> & {
  view?: View
  query?: string
  order?: 'waiting' | 'recent'
  before?: string
  limit?: number
}

/** One line of the list. `cursor` goes into `before` for what follows it. */
export type ConversationRow = {
  id: number
  personId: number
  name: string
  /** The name is the customer's own word. */
  unverified: boolean
  initials: string
  /** Uid of the picture that a provider has of them. */
  avatar?: string
  preview: string
  status: Status
  channel: ChannelBrief
  agent?: { id: number; name: string; avatar?: string }
  team?: { id: number; name: string }
  waitingSince?: string
  /** Where it stands in the order `waiting`: the lower text first. */
  rank: string
  /** Until when they should be answered, where that is measured. */
  limit?: Limit
  lastMessageAt: string
  /** How far before others they are to be served, 1 to 3, where they are. Labels: `reception.priority.<n>`. */
  urgency?: number
  unread: number
  /** What the customer said last can be read by anybody. */
  public: boolean
  /** Nobody receives them: what they send is turned away. */
  blocked: boolean
  source?: SourceText
  selected: boolean
  cursor: string
}

const mostRows = 200
const mostUrgent = 3

/**
 * The conversations that this viewer may see, who waits first, by priority and then by how long; a search looks at open
 * and closed ones.
 */
export async function listConversations(
  app: App,
  viewer: Viewer,
  query: ListQuery,
): Promise<ConversationRow[]> {
  const { view = 'unassigned', query: text, order = 'waiting', before, limit = 50, ...filter } = query
  const isSearch = Boolean(text?.trim())
  const rows = await listRows(app.db, viewer, {
    view: isSearch ? undefined : view,
    filter: { ...filter, ...(isSearch && { ids: await searchConversations(app, viewer, text ?? '') }) },
    page: {
      order: isSearch || view === 'closed' ? 'recent' : order,
      before,
      limit: Math.min(limit, mostRows),
    },
  })
  return showRows(app, viewer, rows)
}

/** Those of these that are in the view now, with the same filter: what a live list asks after a hint. */
export async function rowsOf(
  app: App,
  viewer: Viewer,
  ids: number[],
  query: ListQuery,
): Promise<ConversationRow[]> {
  const { teamId, channelId, tag, unread, view, order = 'waiting' } = query
  const filter = { teamId, channelId, tag, unread, ids: ids.slice(0, mostRows) }
  return showRows(
    app,
    viewer,
    await listRows(app.db, viewer, { view, filter, page: { order, limit: mostRows } }),
  )
}

/** The row of one conversation. Throws NotFound where this viewer may not see it. */
export async function rowOf(
  app: App,
  viewer: Viewer,
  id: number,
): Promise<{ row: ListRow; shown: ConversationRow }> {
  const [row] = await listRows(app.db, viewer, { filter: { ids: [id] }, page: { order: 'recent', limit: 1 } })
  const [shown] = row ? await showRows(app, viewer, [row]) : []
  if (!row || !shown) throw new NotFound(`conversation ${id}`)
  return { row, shown }
}

/** How many conversations each view but the closed one holds for this viewer. */
export async function countViews(app: App, viewer: Viewer): Promise<Record<Exclude<View, 'closed'>, number>> {
  return countRows(app.db, viewer)
}

async function showRows(app: App, viewer: Viewer, rows: ListRow[]): Promise<ConversationRow[]> {
  const people = [...new Set(rows.map((row) => row.person_id))]
  const identities = await identitiesOfPeople(app.db, people)
  const byPerson = Map.groupBy(identities, ({ personId }) => personId)
  const limits = await limitsAmong(app, rows)
  const blocked = await blockedAmong(app.db, people, app.clock().toISOString())
  return rows.map((row) => {
    const limit = limits.get(row.id)
    const shown = showRow(app, viewer, row, byPerson.get(row.person_id) ?? [])
    return { ...shown, blocked: blocked.has(row.person_id), ...(limit && { limit }) }
  })
}

async function limitsAmong(app: App, rows: ListRow[]): Promise<Map<number, Limit>> {
  const ids = rows.filter(({ status }) => status !== 'closed').map(({ id }) => id)
  const known = await Promise.all(app.modules.map((module) => module.limits?.(app, ids) ?? []))
  return new Map(known.flatMap((limits) => [...limits]))
}

function showRow(
  app: App,
  { locale }: Viewer,
  row: ListRow,
  identities: Identity[],
): Omit<ConversationRow, 'blocked' | 'limit'> {
  const shown = shownName(row.person_name, identities)
  const name = nameOfPerson(app, locale, row.person_id, shown)
  const avatar = avatarAmong(identities)
  const { touch } = json.read<Context>(row.context, {})
  return {
    id: row.id,
    personId: row.person_id,
    name,
    unverified: shown?.unverified ?? false,
    initials: initialsOf(name),
    ...(avatar && { avatar }),
    preview: previewIn(app, locale, row.preview),
    status: row.status,
    channel: channelIn(app, row),
    ...(row.agent_id !== null && { agent: agentOf(row, row.agent_id) }),
    ...(row.team_id !== null && { team: { id: row.team_id, name: row.team_name ?? '' } }),
    ...(row.waiting_since && { waitingSince: row.waiting_since }),
    rank: row.rank,
    lastMessageAt: row.last_message_at,
    ...(row.priority > 0 && row.status !== 'closed' && { urgency: Math.min(row.priority, mostUrgent) }),
    unread: Number(row.unread),
    public: Number(row.public) === 1,
    ...(touch && { source: sourceText((key) => app.i18n.t(locale, key), touch) }),
    selected: false,
    cursor: cursorOf(row),
  }
}

function channelIn(app: App, row: ListRow): ChannelBrief {
  const { channel_id: id, channel_name: name, plugin, kind, rehearsal } = row
  return channelBrief(app, { id, name, plugin, kind, rehearsal: flag.read(rehearsal) })
}

function agentOf(row: ListRow, id: number) {
  return { id, name: row.agent_name ?? '', ...(row.agent_avatar && { avatar: row.agent_avatar }) }
}
