import type { App, Viewer } from '../../../module.ts'
import { agentNames, teamNames } from '../../agents/index.ts'
import { channelBriefs } from '../../channels/index.ts'
import { type Days, spanOf } from '../../clinic/index.ts'
import { rowsOf } from '../../conversations/index.ts'
import { listLost, type Lost, type Of } from '../store/lost.ts'

/** Whose of the report: the group, agent or channel of a row; 0 is nobody. */
export type Whose = { team?: number; agent?: number; channel?: number }

const most = 100

/** The customers behind a number of those who were lost in these days, with how long each of them waited. */
export async function lostPage(app: App, viewer: Viewer, { days, ...whose }: Whose & { days: Days }) {
  const search = { span: spanOf(days), of: columnsOf(whose), limit: most + 1 }
  const found = await listLost(app.db, viewer, search)
  const lost = new Map(found.slice(0, most).map((one) => [one.conversationId, one]))
  const shown = await rowsOf(app, viewer, [...lost.keys()], { order: 'recent' })
  const rows = new Map(shown.map((row) => [row.id, row]))
  return {
    days,
    rows: [...lost.values()].flatMap((one) => {
      const row = rows.get(one.conversationId)
      return row ? { ...row, ...one, waited: waitedIn(one) } : []
    }),
    more: found.length > most,
    about: await aboutOf(app, viewer, whose),
  }
}

function columnsOf({ team, agent, channel }: Whose): Of {
  return {
    ...(team !== undefined && { team_id: team }),
    ...(agent !== undefined && { agent_id: agent }),
    ...(channel !== undefined && { channel_id: channel }),
  }
}

/** Milliseconds. */
function waitedIn({ startedAt, stoppedAt, rested }: Lost): number {
  return Date.parse(stoppedAt) - Date.parse(startedAt) - rested * 1000
}

async function aboutOf(app: App, { locale }: Viewer, { team, agent, channel }: Whose) {
  const names = [
    team === 0 ? app.i18n.t(locale, 'timers.report.no-team') : undefined,
    agent === 0 ? app.i18n.t(locale, 'timers.report.nobody') : undefined,
    team ? (await teamNames(app.db, [team])).get(team) : undefined,
    agent ? (await agentNames(app.db, [agent])).get(agent)?.name : undefined,
    channel ? (await channelBriefs(app, [channel])).get(channel)?.name : undefined,
  ]
  return names.filter((name) => name !== undefined)
}
