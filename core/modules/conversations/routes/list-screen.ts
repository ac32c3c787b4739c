import type { Request } from '@hapi/hapi'
import joi from 'joi'
import type { App, Viewer } from '../../../module.ts'
import { linkTo, parse } from '../../../platform/http/index.ts'
import { listTeams } from '../../agents/index.ts'
import { listChannels } from '../../channels/index.ts'
import { suggestTags } from '../../people/index.ts'
import { awaitedBy } from '../handling/passed-on.ts'
import { savedFilters } from '../finding/filters.ts'
import { type ConversationRow, countViews, listConversations, type ListQuery } from '../finding/list.ts'
import { type View, views } from '../store/list.ts'

/** The list as its address says it. */
export type Search = {
  view: View
  q?: string
  channel?: number
  team?: number
  tag?: string
  unread?: '1'
  before?: string
}

const id = joi.number().integer().min(1).empty('')
const fields = {
  view: joi.valid(...views).default('unassigned'),
  q: joi.string().trim().max(200).empty(''),
  channel: id,
  team: id,
  tag: joi.string().max(40).empty(''),
  unread: joi.valid('1').empty(''),
  before: joi.string().max(200),
}
const schema = joi.object<Search>(fields)
/** The fields of a list's address, for routes that take more beside them. */
export const searchFields = fields

const firstViews: View[] = ['unassigned', 'mine', 'all']
const icons: Record<View, string> = {
  unassigned: 'inbox',
  mine: 'user-round',
  all: 'messages-square',
  mentions: 'at-sign',
  snoozed: 'alarm-clock',
  closed: 'archive',
}
const pageSize = 50

/** Throws Invalid for what is no address of a list. */
export function searchIn(request: Request): Search {
  return parse(schema, request.query)
}

/** What the services call it. */
export function queryOf({ view, q, channel, team, tag, unread, before }: Search): ListQuery {
  return {
    view,
    query: q,
    channelId: channel,
    teamId: team,
    tag,
    unread: unread === '1' || undefined,
    before,
  }
}

/** `?view=mine&tag=…`, with what is as always left out. */
export function addressOf(search: Partial<Search>): string {
  const { view, ...rest } = search
  return linkTo('', { ...(view !== 'unassigned' && { view }), ...rest })
}

/** The desk with this list. It names the view also where that is the first: `/desk` alone opens what there is to do. */
function deskAddress(search: Partial<Search>): string {
  return `/desk${addressOf(search) || '?view=unassigned'}`
}

/**
 * The list with which the desk opens: who waits, or, where conversations are given to agents and nobody waits, what the
 * viewer has, if they have anything.
 */
export async function landing(app: App, viewer: Viewer): Promise<Search> {
  const isGiven = await Promise.all(app.modules.map((module) => module.gives?.(app) ?? false))
  if (!isGiven.includes(true)) return { view: 'unassigned' }
  const { unassigned, mine } = await countViews(app, viewer)
  return { view: unassigned === 0 && mine > 0 ? 'mine' : 'unassigned' }
}

/** Everything that the list shows. `open` is the conversation that stands beside it. */
export async function listScreen(app: App, viewer: Viewer, search: Search, open?: number) {
  const { before: _, ...lasting } = search
  const rows = await listConversations(app, viewer, { ...queryOf(search), limit: pageSize })
  const entries = await viewEntries(app, viewer, search)
  const last = rows.length === pageSize ? rows.at(-1) : undefined
  return {
    view: search.view,
    query: search,
    search: addressOf(lasting),
    rows: rows.map((row) => ({ ...row, selected: row.id === open })),
    next: last && deskAddress({ ...lasting, before: last.cursor }),
    views: entries.filter(({ id }) => firstViews.includes(id)),
    moreViews: entries.filter(({ id }) => !firstViews.includes(id)),
    empty: emptyOf(search),
    awaited: await awaitedBy(app, viewer),
    saved: (await savedFilters(app, viewer)).map(({ query, ...filter }) => ({
      ...filter,
      href: deskAddress(searchOf(query)),
    })),
    ...(await filterChoices(app, search)),
  }
}

/** The counts beside the views, for live updates. */
export async function viewCounts(app: App, viewer: Viewer): Promise<{ id: View; count: number }[]> {
  const counts = await countViews(app, viewer)
  return views.flatMap((id) => (id === 'closed' ? [] : { id, count: counts[id] }))
}

/** The rows of the view that have changed, and the ids of those that have left it. */
export function gone(ids: number[], rows: ConversationRow[]): number[] {
  return ids.filter((id) => rows.every((row) => row.id !== id))
}

function searchOf({ view, query, channelId, teamId, tag, unread }: ListQuery): Partial<Search> {
  return { view, q: query, channel: channelId, team: teamId, tag, unread: unread ? '1' : undefined }
}

async function viewEntries(app: App, viewer: Viewer, search: Search) {
  const counts = new Map((await viewCounts(app, viewer)).map(({ id, count }) => [id, count]))
  const { before: _, q: __, ...rest } = search
  const order: View[] = [...firstViews, 'mentions', 'snoozed', 'closed']
  return order.map((view, index) => ({
    id: view,
    label: `desk.view.${view}`,
    icon: icons[view],
    count: counts.get(view) ?? 0,
    href: deskAddress({ ...rest, view }),
    current: view === search.view && !search.q,
    key: index + 1,
  }))
}

function emptyOf({ view, q }: Search) {
  const kind = q ? 'search' : view
  return {
    icon: q ? 'search' : icons[view],
    title: `desk.empty.${kind}.title`,
    text: `desk.empty.${kind}.text`,
  }
}

async function filterChoices(app: App, search: Search) {
  const channels = await listChannels(app.db)
  const teams = await listTeams(app.db)
  const tags = await suggestTags(app)
  const without = (name: keyof Search) => deskAddress({ ...search, before: undefined, [name]: undefined })
  const named = (list: { id: number; name: string }[], id: number | undefined) =>
    list.find((each) => each.id === id)?.name
  const chips = [
    { label: named(channels, search.channel), href: without('channel') },
    { label: named(teams, search.team), href: without('team') },
    { label: search.tag, href: without('tag') },
    { label: search.q, href: without('q') },
  ].filter(({ label }) => label)
  return {
    channels: channels.map(({ id: each, name }) => ({ id: each, name, selected: each === search.channel })),
    teams: teams.map(({ id: each, name }) => ({ id: each, name, selected: each === search.team })),
    tags: tags.map((name) => ({ name, selected: name === search.tag })),
    chips,
    filtered: chips.length > 0 || search.unread === '1',
  }
}
