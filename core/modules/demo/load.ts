import { Conflict, Unavailable } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { pathsOf } from '../../paths.ts'
import { randomToken } from '../../platform/crypto/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { createFiles } from '../../platform/files/index.ts'
import { createAgent, createTeam } from '../agents/index.ts'
import { addChannel } from '../channels/index.ts'
import { brandOf } from '../clinic/index.ts'
import { starterOf } from '../setup/index.ts'
import { keepLedger, type Ledger, ledgerOf } from './ledger.ts'
import { play, type Stage } from './play.ts'
import { createRandom } from './random.ts'
import { readScript, type Script } from './script.ts'
import { forgetSince, markOf, readAll, roleIds } from './store.ts'
import { storyOf } from './story.ts'

const seed = 20_260_101
const everything = new Set(['conversations.reply', 'conversations.assign', 'people.edit'])

/** Who can sign in to the demo, and with what. */
export type Loaded = {
  agents: { name: string; email: string; role: string }[]
  password: string
  people: number
}

/**
 * Fills the clinic with people, conversations and colleagues of four weeks, all or nothing. Its past is written through
 * the services, with the clock turned back; the facts and audit entries of that past are not kept, for it never was.
 * Throws `Conflict` where a demo is loaded, `Unavailable` where no plugin offers a channel for it.
 */
export async function loadDemo(app: App, locale: Viewer['locale']): Promise<Loaded> {
  const script = await readScript(locale)
  const password = randomToken(12)
  const now = app.clock().getTime()
  const people = await transaction(app.db, async (trx) => {
    if (await ledgerOf(trx)) throw new Conflict('demo.loaded')
    const mark = await markOf(trx)
    const ledger = await fill(app, trx, { script, password, now })
    await readAll(trx, ledger.people)
    await forgetSince(trx, mark, objectsOf(ledger))
    const roles = (await roleIds(trx)).filter((id) => !mark.roles.includes(id))
    await keepLedger(trx, { ...ledger, roles })
    await tellChannel(trx, ledger.channel, now)
    return ledger.people.length
  })
  return { agents: script.agents, password, people }
}

/** Lets a running server open, or close, the demo's channel. */
export async function tellChannel(trx: Db, id: number, now: number): Promise<void> {
  await append(trx, { topic: `channel:${id}`, type: 'channel.changed', ref: id }, new Date(now).toISOString())
}

function objectsOf({ agents, teams, channel }: Omit<Ledger, 'roles'>): string[] {
  return [...agents.map((id) => `agent:${id}`), ...teams.map((id) => `team:${id}`), `channel:${channel}`]
}

type Play = { script: Script; password: string; now: number }

async function fill(house: App, trx: Db, { script, password, now }: Play): Promise<Omit<Ledger, 'roles'>> {
  const random = createRandom(seed)
  const deeds = storyOf(script, random, now)
  let time = deeds[0]?.at ?? now
  const clock = () => new Date(time)
  const files = createFiles({ db: trx, folder: pathsOf(house.config).files, clock })
  const app = { ...house, db: trx, clock, files }
  const agents = await hire(app, script, password)
  const teams = await formTeams(app, script, agents)
  const channel = await openChannel(app, script)
  const stage: Stage = { channel, agents, teams, random }
  const played = await play(app, stage, deeds, (at) => void (time = at))
  return { ...played, channel, teams, agents: agents.map(({ agentId }) => agentId) }
}

async function hire(app: App, { agents }: Script, password: string): Promise<Viewer[]> {
  const viewers: Viewer[] = []
  for (const { name, email, role } of agents) {
    const agentId = await createAgent(app, { name, email, role, password })
    viewers.push({ ...onStage, agentId, name, role })
  }
  return viewers
}

/** The demo's agents act for the whole clinic while its past is written; signed in, they have their roles. */
const onStage = {
  permissions: everything,
  scope: 'all' as const,
  teamIds: [],
  locale: 'zh-CN' as const,
  sessionId: 0,
  presence: 'online' as const,
  ip: '127.0.0.1',
}

async function formTeams(app: App, { agents, teams }: Script, viewers: Viewer[]): Promise<number[]> {
  const ids: number[] = []
  for (const [team, name] of teams.entries()) {
    const memberIds = viewers.flatMap(({ agentId }, index) =>
      agents[index]?.teams.includes(team) ? [agentId] : [],
    )
    ids.push(
      await createTeam(
        app,
        { ...onStage, agentId: viewers[0]?.agentId ?? 0, name: '', role: '' },
        { name, memberIds },
      ),
    )
  }
  return ids
}

async function openChannel(app: App, { channel: name, greeting }: Script): Promise<number> {
  const offer = starterOf(app)
  if (!offer) throw new Unavailable('demo.no-channel')
  const { plugin, kind, starter } = offer
  const settings = { ...starter.settings({ ...(await brandOf(app.db)), name }), greeting }
  const known = new Set(kind.fields.map((field) => field.name))
  const fitting = Object.fromEntries(Object.entries(settings).filter(([field]) => known.has(field)))
  const actor = { actor: 'system' }
  return addChannel(app, actor, { plugin: plugin.id, kind: kind.kind, name, settings: fitting })
}
