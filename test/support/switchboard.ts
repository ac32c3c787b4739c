import type { Config } from '../../config/schema.ts'
import { addChannel } from '../../core/modules/channels/index.ts'
import { present } from '../../core/modules/agents/index.ts'
import { type Call, findCall, quiet } from '../../core/modules/calls/index.ts'
import { type Flow, phonesOf, type QueueSettings } from '../../core/modules/lines/index.ts'
import { insertId, json } from '../../core/platform/db/index.ts'
import { createExchange, type Exchange } from '../../core/testing/exchange/index.ts'
import { testApp, type TestApp } from '../../core/testing/index.ts'
import type { StaffName } from '../../core/testing/index.ts'
import { newestPlace } from './facts.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const extensions = { mei: '802', hao: '801' } as const

/** The number of the clinic's line, and those of the customers. */
export const ours = '+862161234567'
export const numbers = { anna: '13800138000', bo: '13900139000' } as const

/** A clinic on the telephone: an exchange in memory, one line that leads to the team 皮肤, and desk phones for hao (801) and mei (802). */
export type Switchboard = TestApp & {
  exchange: Exchange
  channelId: number
  teamId: number
  ids: Record<StaffName, number>
  /** This agent takes calls from now on, or does not. */
  is: (name: StaffName, state: 'online' | 'busy' | 'away') => Promise<void>
  /** A customer calls; resolves when everything that follows at once is done. */
  rings: (who: keyof typeof numbers | 'nobody') => Promise<void>
  /** Something happens at the exchange, and what follows from it. */
  happens: (work?: () => unknown) => Promise<void>
  /** The newest call. */
  call: () => Promise<Call>
  /** Changes what callers of the line go through, and how the team's calls wait. */
  flow: (flow: Partial<Flow>) => Promise<void>
  queue: (settings: Partial<QueueSettings>) => Promise<void>
  /** Another process of the clinic, which hears the exchange from now on. */
  beside: () => Promise<TestApp>
  /** The process dies; something happens meanwhile; another one goes on, in whose name everything happens from then on. */
  restart: (meanwhile?: () => unknown) => Promise<TestApp>
}

/** Opens the clinic; `stop` closes it. Nobody of staff is there yet. */
export async function openSwitchboard(database?: Config['database']): Promise<Switchboard> {
  const { exchange, plugin } = createExchange()
  const test = await testApp({ database, plugins: [plugin] })
  const { app, clock } = test
  const channelId = await addChannel(app, admin, {
    plugin: 'exchange',
    kind: 'board',
    name: '总机',
    settings: { name: 'main' },
  })
  await test.drain()
  const { id: teamId } = await app.db('team').first('id')
  const ids = await agentIds(test)
  const flowId = await addLine(test, channelId, teamId)
  await addPhones(test, channelId, ids)
  await app.channels.open(channelId)?.voice?.phones(await phonesOf(app, channelId))
  Object.values(extensions).forEach((phone) => exchange.register(phone))
  const later: TestApp[] = []
  const happens = (work: () => unknown = () => {}) => settle(later.at(-1) ?? test, exchange, work)
  await happens()

  async function beside() {
    const other = await testApp({ plugins: [plugin], beside: test })
    later.push(other)
    await happens()
    return other
  }

  async function restart(meanwhile: () => unknown = () => {}) {
    await test.app.jobs.stop(0)
    await test.host.stop()
    await meanwhile()
    return beside()
  }

  async function stop() {
    for (const other of later.reverse()) await other.stop()
    await test.stop()
  }
  return {
    ...test,
    exchange,
    channelId,
    teamId,
    ids,
    happens,
    is: (name, state) => happens(() => present(app.db, ids[name], state, clock.now())),
    rings: (who) =>
      happens(() => exchange.call({ from: who === 'nobody' ? '' : numbers[who], to: '02161234567' })),
    call: () => newest(test),
    flow: async (flow) => {
      const definition = json.write({ ...plain(teamId), ...flow })
      await app.db('call_flow').where({ id: flowId }).update({ definition })
    },
    queue: async (settings) => {
      const row = { team_id: teamId, settings: json.write(settings) }
      await app.db('call_queue').insert(row).onConflict('team_id').merge()
    },
    beside,
    restart,
    stop,
  }
}

/** Straight into the queue, at any hour. */
function plain(teamId: number): Flow {
  return {
    hours: 'always',
    start: { to: 'queue', teamId },
    closed: { to: 'callback', teamId },
    menus: {},
  }
}

async function addLine({ app, clock }: TestApp, channelId: number, teamId: number): Promise<number> {
  const at = clock.now().toISOString()
  const definition = json.write(plain(teamId))
  const flowId = await insertId(app.db, 'call_flow', { name: '总机', definition, updated_at: at })
  const line = { channel_id: channelId, number: ours, name: '总机', area: '021', flow_id: flowId }
  await app.db('line').insert({ ...line, most: 10, created_at: at })
  return flowId
}

async function addPhones({ app, clock }: TestApp, channelId: number, ids: Record<StaffName, number>) {
  for (const [name, number] of Object.entries(extensions)) {
    await app.db('extension').insert({
      channel_id: channelId,
      agent_id: ids[name as keyof typeof extensions],
      number,
      secret: app.vault.seal(`secret of ${name}`),
      device: 'desk',
      created_at: clock.now().toISOString(),
    })
  }
}

async function agentIds({ as }: TestApp): Promise<Record<StaffName, number>> {
  const [lin, mei, hao, yun] = [await as('lin'), await as('mei'), await as('hao'), await as('yun')]
  return { lin: lin.agentId, mei: mei.agentId, hao: hao.agentId, yun: yun.agentId }
}

async function newest({ app }: TestApp): Promise<Call> {
  const { id } = await app.db('call').orderBy('id', 'desc').first('id')
  const call = await findCall(app.db, id)
  if (!call) throw new Error('no call')
  return call
}

/** Until nothing follows any more: what the exchange tells, what is stored, what it is told. */
async function settle({ app, drain }: TestApp, exchange: Exchange, work: () => unknown) {
  await work()
  let before: string
  do {
    before = await newestPlace(app.db)
    await exchange.settle()
    await quiet(app)
    await drain()
    await exchange.settle()
    await quiet(app)
  } while (before !== (await newestPlace(app.db)))
}
