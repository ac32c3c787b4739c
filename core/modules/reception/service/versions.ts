import { isDeepStrictEqual } from 'node:util'
import { NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import { listChannels } from '../../channels/index.ts'
import { keptRules, replaceRules } from '../store/rules.ts'
import { findVersion, listVersions } from '../store/versions.ts'
import { isVain, type Present } from '../vain.ts'
import { settle } from './settling.ts'

/**
 * Makes the rules what they were in a version, but for those that by now lead nowhere or fit nobody. Answers the version
 * that was left, for the way back, or undefined where the rules are so already. Throws NotFound for one that is not kept.
 */
export async function returnToVersion(app: App, viewer: Viewer, id: number): Promise<number | undefined> {
  const present = await presentNow(app)
  const work = async (trx: Db, at: string) => {
    const version = await findVersion(trx, id)
    if (!version) throw new NotFound(`version ${id} of the rules`)
    const rules = version.rules.filter((rule) => !isVain(rule, present))
    if (isDeepStrictEqual(await keptRules(trx), rules)) return undefined
    const [newest] = await listVersions(trx, { limit: 1 })
    await replaceRules(trx, rules, at)
    return { id, left: newest?.id }
  }
  return (await settle(app, viewer, 'rule.returned', work, 'rule-version'))?.left
}

async function presentNow(app: App): Promise<Present> {
  const agents = (await listAgents(app)).filter(({ state }) => state === 'active')
  const [teams, channels] = [await listTeams(app.db), await listChannels(app.db)]
  return { agents: idsOf(agents), teams: idsOf(teams), channels: idsOf(channels) }
}

function idsOf(all: { id: number }[]): Set<number> {
  return new Set(all.map(({ id }) => id))
}
