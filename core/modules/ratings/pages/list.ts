import type { App, Viewer } from '../../../module.ts'
import { linkTo } from '../../../platform/http/index.ts'
import { agentNames, listAgents, listTeams, teamNames } from '../../agents/index.ts'
import { kindOf, listChannels } from '../../channels/index.ts'
import { daysIn, spanOf } from '../../clinic/index.ts'
import { personBriefs } from '../../people/index.ts'
import { looksAfterTeam } from '../../routing/index.ts'
import { starsText } from '../rating.ts'
import { ratingSettings } from '../settings.ts'
import { answersIn, countAnswers, type RatingRow } from '../store/list.ts'
import { summaryOf } from './summary.ts'

/** What was asked for; days of the clinic's own time, `YYYY-MM-DD`, both in it. */
export type Asked = {
  stars?: number
  agent?: number
  team?: number
  channel?: number
  from?: string
  to?: string
  before?: number
}

const pageSize = 30
const usualDays = 30

/** What customers said about receptions that this viewer looks after, and the numbers of it; `next` is added to its addresses. */
export async function listPage(app: App, viewer: Viewer, asked: Asked, next = '') {
  const { agent, team, channel, stars, before, from, to } = asked
  const days = daysIn({ from, to }, app.clock(), usualDays)
  const scope = { agent, team, channel, ...spanOf(days) }
  const rows = await answersIn(app.db, viewer, { ...scope, stars, before, limit: pageSize + 1 })
  const shown = rows.slice(0, pageSize)
  const { on, alertBelow } = await ratingSettings(app.db)
  return {
    values: { ...asked, ...days },
    here: linkTo('/ratings', { ...asked, ...days }) + next,
    on,
    mayManage: viewer.permissions.has('reception.manage'),
    summary: summaryOf(await countAnswers(app.db, viewer, scope)),
    rows: await named(app, viewer, shown, alertBelow),
    isFiltered: [stars, agent, team, channel].some((chosen) => chosen !== undefined),
    ...(await choices(app, viewer)),
    ...(rows.length > pageSize && {
      older: linkTo('/ratings', { ...asked, ...days, before: shown.at(-1)?.id }) + next,
    }),
  }
}

async function choices(app: App, viewer: Viewer) {
  const isOverseen = ({ id }: { id: number }) => looksAfterTeam(viewer, id)
  const isWhole = viewer.scope === 'all' && !viewer.within
  return {
    agents: (await listAgents(app)).filter(({ teams }) => isWhole || teams.some(isOverseen)),
    teams: (await listTeams(app.db)).filter(isOverseen),
    channels: await asking(app),
    scale: [5, 4, 3, 2, 1].map((stars) => ({ stars, text: starsText(stars) })),
  }
}

/** The accounts over which customers are asked: neither the telephone nor a rehearsal. */
async function asking(app: App) {
  const channels = await listChannels(app.db)
  return channels.filter((channel) => !channel.rehearsal && !kindOf(app.plugins, channel)?.speaks)
}

async function named(app: App, viewer: Viewer, rows: RatingRow[], alertBelow: number) {
  const idsIn = (ids: (number | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  const people = await personBriefs(app, viewer.locale, idsIn(rows.map(({ personId }) => personId)))
  const agents = await agentNames(app.db, idsIn(rows.map(({ agentId }) => agentId)))
  const teams = await teamNames(app.db, idsIn(rows.map(({ teamId }) => teamId)))
  return rows.map((row) => ({
    ...row,
    person: people.get(row.personId),
    agent: agents.get(row.agentId ?? 0),
    team: teams.get(row.teamId ?? 0),
    text: starsText(row.stars ?? 0),
    isLow: (row.stars ?? 0) < alertBelow,
  }))
}
