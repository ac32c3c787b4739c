import { after, afterEach, before } from 'node:test'
import { DateTime } from 'luxon'
import { present } from '../../../core/modules/agents/index.ts'
import { addChannel } from '../../../core/modules/channels/index.ts'
import { act, type Call, type CallAction, findCall, liveCalls } from '../../../core/modules/calls/index.ts'
import { type Flow, phonesOf, type QueueSettings } from '../../../core/modules/lines/index.ts'
import { json } from '../../../core/platform/db/index.ts'
import type { Plugin } from '../../../core/plugin/index.ts'
import {
  type Clock,
  createRunningClock,
  type StaffName,
  testApp,
  type TestApp,
} from '../../../core/testing/index.ts'
import asterisk from '../../../plugins/asterisk/index.ts'
import { until } from '../../support/until.ts'
import { type Exchange, startExchange } from './exchange.ts'
import { type Call as PhoneCall, openCarrier, type Phone } from './phones/index.ts'
import { openProxy, type Proxy } from './proxy.ts'
import { admin, areThere, equip, openPhones, ours, plain, type Seated } from './seats.ts'

export { ours, type Seated, words } from './seats.ts'

/** A whole clinic on a real Asterisk: its program, its phones, and the carrier, who speaks at 440 Hz. */
export type Clinic = TestApp & {
  exchange: Exchange
  /** Between the program and the exchange; phones have a way of their own. */
  way: Proxy
  carrier: Phone
  phones: Record<Seated, Phone>
  ids: Record<StaffName, number>
  teamId: number
  channelId: number
  /** Takes calls from now on, or does not. */
  is: (name: Seated, state: 'online' | 'busy' | 'away') => Promise<void>
  /** A customer calls in. */
  rings: (from?: string) => Promise<PhoneCall>
  /** The newest call, once it is in this state. */
  callIn: (state: Call['state']) => Promise<Call>
  /** Somebody does this to the newest call. */
  does: (name: StaffName, action: CallAction) => Promise<void>
  flow: (flow: Partial<Flow>) => Promise<void>
  queue: (settings: Partial<QueueSettings>) => Promise<void>
  /** A customer who talks with this colleague: their calls. */
  talk: (name: Seated, from?: string) => Promise<{ anna: PhoneCall; agent: PhoneCall }>
  /** The same clinic in a process of its own, on the same database and exchange. */
  beside: () => Promise<TestApp>
}

/** Opens it, with `more` plugins beside the telephone's; `stop` closes everything. Nobody of staff is there yet. */
export async function openClinic(more: Plugin[] = []): Promise<Clinic> {
  const exchange = await startExchange()
  const way = await openProxy(Number(new URL(exchange.url).port))
  const test = await testApp({ plugins: [asterisk, ...more], clock: createMorning() })
  const { app } = test
  const settings = { ...exchange.settings, url: `http://127.0.0.1:${way.port}` }
  const account = { plugin: 'asterisk', kind: 'pbx', name: '总机', settings }
  const channelId = await addChannel(app, admin, account)
  await test.drain()
  const { id: teamId } = await app.db('team').first('id')
  const ids = await idsOf(test)
  const flowId = await equip(app, channelId)
  await test.drain()
  const phones = await openPhones(exchange, await phonesOf(app, channelId))
  await until('all phones are there', () => areThere(app.db))
  await test.drain()
  const carrier = await openCarrier(exchange, { voice: 440 })
  async function is(name: Seated, state: 'online' | 'busy' | 'away') {
    await present(app.db, ids[name], state, app.clock())
    await test.drain()
  }
  const rings = (from = '13900139000') => carrier.call(ours, { from })
  return {
    ...test,
    exchange,
    way,
    is,
    rings,
    async talk(name, from) {
      const anna = await rings(from)
      await newest(test, 'queued')
      await is(name, 'online')
      const agent = await phones[name].rings()
      await agent.answer()
      await newest(test, 'talking')
      return { anna, agent }
    },
    carrier,
    phones,
    ids,
    teamId,
    channelId,
    callIn: (state) => newest(test, state),
    does: (name, action) => doing(test, name, action),
    async flow(flow) {
      const definition = json.write({ ...plain(teamId), ...flow })
      await app.db('call_flow').where({ id: flowId }).update({ definition })
    },
    async queue(settings) {
      const row = { team_id: teamId, settings: json.write(settings) }
      await app.db('call_queue').insert(row).onConflict('team_id').merge()
    },
    beside: () => testApp({ plugins: [asterisk, ...more], beside: test }),
    async stop() {
      await test.stop()
      way.stop()
      await exchange.stop()
    },
  }
}

/** Goes with the world from ten in the morning on, when anybody may be rung. */
function createMorning(): Clock {
  const clock = createRunningClock()
  const now = DateTime.fromJSDate(clock.now(), { zone: 'Asia/Shanghai' })
  const ten = now.startOf('day').set({ hour: 10 })
  clock.pass((ten < now ? ten.plus({ days: 1 }) : ten).diff(now).as('seconds'))
  return clock
}

/** One clinic for a suite; between its tests everybody hangs up, has written up their call, and is away. */
export function useClinic(more: Plugin[] = []): Clinic {
  const clinic = {} as Clinic
  before(async () => void Object.assign(clinic, await openClinic(more)))
  afterEach(() => hush(clinic))
  after(() => clinic.stop?.())
  return clinic
}

async function hush({ app, way, carrier, phones, drain, is }: Clinic) {
  way.mend()
  const all = [carrier, ...Object.values(phones)].flatMap(({ calls }) => calls)
  await Promise.all(all.map((call) => call.hangUp()))
  await until('every call is over', async () => (await liveCalls(app.db)).length === 0)
  for (const name of ['hao', 'mei', 'lin'] as const) await is(name, 'away')
  await app.db('agent_line').update({ state: 'idle', call_id: null, wrap_until: null, misses: 0 })
  for (const phone of [carrier, ...Object.values(phones)]) phone.manner = () => 'ring'
  await drain()
}

async function idsOf({ as }: TestApp): Promise<Record<StaffName, number>> {
  const [lin, mei, hao, yun] = [await as('lin'), await as('mei'), await as('hao'), await as('yun')]
  return { lin: lin.agentId, mei: mei.agentId, hao: hao.agentId, yun: yun.agentId }
}

async function newest({ app }: TestApp, state: Call['state']): Promise<Call> {
  let call: Call | undefined
  await until(`a call is ${state}`, async () => {
    const row = await app.db('call').orderBy('id', 'desc').first('id')
    call = row && (await findCall(app.db, row.id))
    return call?.state === state
  })
  if (!call) throw new Error('no call')
  return call
}

async function doing({ app, as }: TestApp, name: StaffName, action: CallAction) {
  const { id } = await app.db('call').orderBy('id', 'desc').first('id')
  await act(app, await as(name), id, action)
}
