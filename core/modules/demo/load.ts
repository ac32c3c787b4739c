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
import { play as perform, type Stage } from './play.ts'
import { createRandom } from './random.ts'
import { tellPast } from './reception/past.ts'
import { sortPeople } from './reception/people.ts'
import { type ReceptionScript, readReceptionScript } from './reception/script.ts'
import { setUpReception } from './reception/setup.ts'
import { readScript, type Script } from './script.ts'
import { dropJobs, forgetSince, markOf, readAll, roleIds } from './store.ts'
import { type Deed, storyOf } from './story.ts'
import { exchangeOffer } from './telephone/exchange.ts'
import { type PhoneScript, readPhoneScript } from './telephone/script.ts'
import { setUpTelephone } from './telephone/setup.ts'
import { type Sounds, soundsIn } from './telephone/sounds.ts'
import { objectsOfTelephone } from './telephone/store.ts'
import { phoneStoryOf } from './telephone/story.ts'

const seed = 20_260_101
const everything = new Set([
  'conversations.reply',
  'conversations.assign',
  'people.edit',
  'people.merge',
  'people.block',
])

/** Who can sign in to the demo, and with what. */
export type Loaded = {
  agents: { name: string; email: string; role: string }[]
  password: string
  people: number
}

/**
 * Fills the clinic with people, conversations, calls and colleagues of six weeks, all or nothing. Its past is written through
 * the services, with the clock turned back; the facts and audit entries of that past are not kept, for it never was.
 * Throws `Conflict` where a demo is loaded, `Unavailable` where no plugin offers a channel for it.
 */
export async function loadDemo(app: App, locale: Viewer['locale']): Promise<Loaded> {
  await insistOnNone(app.db)
  const play = await rehearse(app, locale)
  const people = await transaction(app.db, async (trx) => {
    await insistOnNone(trx)
    const mark = await markOf(trx)
    const ledger = await fill(app, trx, play)
    await readAll(trx, ledger.people)
    await dropJobs(trx, ledger.people)
    await forgetSince(trx, mark, await objectsOf(trx, ledger))
    const roles = (await roleIds(trx)).filter((id) => !mark.roles.includes(id))
    await keepLedger(trx, { ...ledger, roles })
    await tellChannel(trx, ledger.channel, play.now)
    return ledger.people.length
  })
  return { agents: play.script.agents, password: play.password, people }
}

async function insistOnNone(db: Db) {
  if (await ledgerOf(db)) throw new Conflict('demo.loaded')
}

/** Lets a running server open, or close, the demo's channel. */
export async function tellChannel(trx: Db, id: number, now: number): Promise<void> {
  await append(trx, { topic: `channel:${id}`, type: 'channel.changed', ref: id }, new Date(now).toISOString())
}

/** What the audit log speaks of. */
async function objectsOf(trx: Db, ledger: Omit<Ledger, 'roles'>): Promise<string[]> {
  const { agents, teams, people, channel, telephone, reception } = ledger
  const own = {
    agent: agents,
    team: teams,
    person: people,
    channel: [channel],
    alerts: reception ? [reception.destination] : [],
  }
  const phones = telephone ? await objectsOfTelephone(trx, telephone) : []
  return [...Object.entries(own).flatMap(([kind, ids]) => ids.map((id) => `${kind}:${id}`)), ...phones]
}

/** Everything that is needed to fill a clinic, made before it is touched. */
type Play = {
  script: Script & { reception: ReceptionScript }
  phone: PhoneScript
  password: string
  now: number
  deeds: Deed[]
  sounds: Sounds
}

async function rehearse(app: App, locale: Viewer['locale']): Promise<Play> {
  const script = { ...(await readScript(locale)), reception: await readReceptionScript(locale) }
  const phone = await readPhoneScript(locale)
  const now = app.clock().getTime()
  const written = storyOf(script, createRandom(seed), now)
  const spoken = exchangeOffer(app)
    ? phoneStoryOf({ script, phone, now, written, random: createRandom(seed + 1) })
    : []
  const deeds = [...written, ...spoken].toSorted((a, b) => a.at - b.at)
  return { script, phone, password: randomToken(12), now, deeds, sounds: await soundsIn(spoken) }
}

async function fill(house: App, trx: Db, play: Play): Promise<Omit<Ledger, 'roles'>> {
  const { script, phone, password, now, deeds, sounds } = play
  let time = deeds[0]?.at ?? now
  const clock = () => new Date(time)
  const files = createFiles({ db: trx, folder: pathsOf(house.config).files, clock })
  const app = { ...house, db: trx, clock, files }
  const viewers = await hire(app, script, password)
  const agents = viewers.map(({ agentId }) => agentId)
  const teams = await formTeams(app, script, viewers)
  const channel = await openChannel(app, script)
  const telephone = await setUpTelephone(app, phone, { agents, teams })
  const switchboard = telephone && { ...telephone, agents, teams, sounds }
  const stage: Stage = { channel, teams, agents: viewers, random: createRandom(seed), switchboard }
  const played = await perform(app, stage, deeds, (at) => void (time = at))
  time = now
  const cast = { channel, teams, agents }
  const reception = await receive(app, script, { ...cast, people: played.people, viewers })
  return { ...played, ...cast, ...(telephone && { telephone }), reception }
}

type Cast = { channel: number; teams: number[]; agents: number[]; people: number[]; viewers: Viewer[] }

/** What the house made of all of them, and does from now on. */
async function receive(app: App, script: Play['script'], cast: Cast) {
  const { channel, teams, people, viewers } = cast
  const reception = await setUpReception(app, script, cast)
  const rule = { id: reception.rules[1], name: script.reception.rules[1], teamId: teams[1] }
  await tellPast({ app, script: script.reception, random: createRandom(seed), rule }, people, channel)
  const [head] = viewers
  if (head) await sortPeople(app, head, channel, script.reception.block)
  return reception
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
