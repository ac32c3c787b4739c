import type { App } from '../../../module.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import type { Extension } from '../extension.ts'
import { listExchanges } from '../service/exchanges.ts'
import { findExtension, listExtensions } from '../store/extensions.ts'
import { beginning } from './beginning.ts'
import { tabs } from './tabs.ts'

/** Staff's phones, who has none, and the forms to give them some. */
export async function phonesPage(app: App, { removed, typed }: { removed?: number; typed?: Typed } = {}) {
  const [exchanges, extensions, agents] = [
    await listExchanges(app),
    await listExtensions(app.db),
    (await listAgents(app)).filter(({ state }) => state !== 'disabled'),
  ]
  const views = await phoneViews(app, extensions)
  const gone = removed === undefined ? undefined : await findExtension(app.db, removed)
  const without = agents.filter(({ id }) => !extensions.some(({ agentId }) => agentId === id))
  return {
    tabs: tabs('phones'),
    beginning: await beginning(app),
    exchanges,
    severalExchanges: exchanges.length > 1,
    phones: views.filter(({ isThere }) => isThere),
    agents: without,
    teams: (await listTeams(app.db)).map((team) => ({
      ...team,
      without: without.filter(({ id }) => team.memberIds.includes(id)).length,
    })),
    first: nextNumber(extensions),
    removed: gone?.deleted ? gone : undefined,
    values: typed?.values ?? {},
    faults: typed?.faults ?? {},
  }
}

/** Phones as the list and their own pages show them; `isThere` of those who can sign in. */
export async function phoneViews(app: App, extensions: Extension[]) {
  const [agents, exchanges] = [await listAgents(app), await listExchanges(app)]
  return extensions.map((extension) => {
    const agent = agents.find(({ id }) => id === extension.agentId)
    return {
      ...extension,
      agent,
      exchange:
        exchanges.length > 1 ? exchanges.find(({ id }) => id === extension.channelId)?.name : undefined,
      isThere: agent !== undefined && agent.state !== 'disabled',
      isOnline: extension.online[extension.device],
    }
  })
}

/** The number after the highest, three digits at least. */
function nextNumber(extensions: Extension[]): string {
  const highest = Math.max(800, ...extensions.map(({ number }) => Number(number)))
  return String(highest + 1)
}
