import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OpenChannel, Outgoing, Settings, Stage } from 'qiantai/plugin'
import { addAccount, signedIn, testApp, type TestApp, type TestAppOptions } from 'qiantai/testing'
import weibo from '../index.ts'
import { simulate, type SimulatedWeibo } from '../simulator/index.ts'
import { signedQuery } from '../simulator/push/signature.ts'
import { patient } from '../simulator/world.ts'

/** A simulated Weibo at an address of its own. Whoever adds the account says where its callback is. */
export type Town = { weibo: SimulatedWeibo; settings: Settings; stage: Stage; stop: () => Promise<void> }

/** A clinic with one open account of a simulated Weibo. */
export type Clinic = TestApp & { town: Town; key: string }

type Sent = { text: string; state: string; reason: string | null }

/** Starts a Weibo. `now` is the clock of its clinic. */
export async function openTown(now = () => Date.now()): Promise<Town> {
  const server = createServer((request, response) => simulated.serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const quiet = () => {}
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const stage: Stage = { callback: 'http://127.0.0.1:9/', address, now, log, changed: quiet }
  const simulated = await simulate(stage)
  const settings = { ...simulated.settings, pollSeconds: 90 }
  return { weibo: simulated, settings, stage, stop: () => end(server) }
}

/** Starts a clinic whose account is open, and both on one clock. `before`: what has happened on Weibo before that. */
export async function openClinic(
  options: TestAppOptions = {},
  before: (town: Town) => void = () => {},
): Promise<Clinic> {
  const test = await testApp({ ...options, plugins: [weibo] })
  const town = await openTown(() => test.clock.now().getTime())
  before(town)
  const settings = { ...town.settings, address: test.url }
  const key = await addAccount(test, { plugin: 'weibo', kind: 'fans', settings })
  town.stage.callback = `${test.url}/hooks/weibo/${key}/`
  await test.drain()
  return { ...test, town, key, stop: () => stop(test, town) }
}

/** The account as the host has it open. */
export function openAccount({ host, key }: Clinic) {
  return host.accounts.withKey('weibo', key) ?? fail('the account is not open')
}

/** What the plugin was asked to send, and what the host made of it, oldest first. */
export async function sentBy({ app }: Clinic): Promise<Sent[]> {
  return app.db('message').where({ direction: 'out' }).orderBy('id').select('text', 'state', 'reason')
}

/** What everybody said in each conversation, oldest first: `in` or `out`, and the words or the kind of thing. */
export async function heardBy({ app }: Clinic): Promise<string[][]> {
  const rows: { conversation_id: number; direction: string; kind: string; text: string }[] = await app
    .db('message')
    .whereIn('direction', ['in', 'out'])
    .orderBy('id')
  const lines = Map.groupBy(rows, (row) => row.conversation_id)
  return [...lines.values()].map((all) =>
    all.map(({ direction, kind, text }) => `${direction} ${text || kind}`),
  )
}

/** A call as Weibo makes it, signed now unless told; answers the status and the body. */
export async function pushTo({ server, key, town }: Clinic, body: string | Buffer, at = town.stage.now()) {
  const query = signedQuery(town.weibo.world.account.secret, at, '57155157')
  const answer = await server.inject({ method: 'POST', url: `/hooks/weibo/${key}/?${query}`, payload: body })
  return { status: answer.statusCode, body: answer.payload }
}

/** Hands one message to the account by itself, without a conversation. */
export function hand(clinic: Clinic, message: Partial<Outgoing>, signal = AbortSignal.timeout(5000)) {
  const send: OpenChannel['send'] = openAccount(clinic).open.send
  const whole = { uid: 'message-1', to: patient, kind: 'text' as const, text: '', files: [], attempt: 1 }
  return send?.({ ...whole, ...message }, signal) ?? fail('the account sends nothing')
}

/** Gives the account new leave, as an admin does: to Weibo's page, and back. Answers the status of the way back. */
export async function reauthorize(clinic: Clinic): Promise<number> {
  const lin = signedIn(await clinic.as('lin'))
  const { id } = await clinic.app.db('channel').where({ key: clinic.key }).first('id')
  const headers = { host: new URL(clinic.url).host }
  const go = { url: `/admin/channels/${id}/authorization`, headers, auth: lin }
  const page = String((await clinic.server.inject(go)).headers.location)
  const back = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location') ?? '')
  const { statusCode } = await clinic.server.inject({ url: back.pathname + back.search, headers, auth: lin })
  await clinic.drain()
  return statusCode
}

function fail(what: string): never {
  throw new Error(what)
}

async function stop(test: TestApp, town: Town) {
  await test.stop()
  await town.stop()
}

async function end(server: Server) {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
