import type { App } from '../../../module.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import { listChannels } from '../../channels/index.ts'
import { kindTitles } from './settings.ts'
import type { Tongue } from './words.ts'

/** What rules and explanations name, as it is called now; agents who have left and deleted accounts are absent. */
export async function tongueOf(app: App, locale: string): Promise<Tongue> {
  const agents = (await listAgents(app)).filter(({ state }) => state === 'active')
  return {
    i18n: app.i18n,
    locale,
    names: {
      channels: byId(await listChannels(app.db)),
      kinds: await kindTitles(app, locale),
      teams: byId(await listTeams(app.db)),
      agents: byId(agents),
    },
  }
}

function byId(all: { id: number; name: string }[]): Map<number, string> {
  return new Map(all.map(({ id, name }) => [id, name]))
}
