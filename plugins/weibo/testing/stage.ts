import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addAccount, testApp, type TestApp, type TestAppOptions } from 'qiantai/testing'
import type { Settings, Stage } from 'qiantai/plugin'
import weibo from '../index.ts'
import { simulate, type SimulatedWeibo } from '../simulator/index.ts'

/** A simulated Weibo at an address of its own. Whoever adds the account says where its callback is. */
export type Town = { weibo: SimulatedWeibo; settings: Settings; stage: Stage; stop: () => Promise<void> }

/** A clinic with one open account of a simulated Weibo. */
export type Clinic = TestApp & { town: Town; key: string }

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

/** Starts a clinic whose account is open, and both on one clock. */
export async function openClinic(options: TestAppOptions = {}): Promise<Clinic> {
  const test = await testApp({ ...options, plugins: [weibo] })
  const town = await openTown(() => test.clock.now().getTime())
  const settings = { ...town.settings, address: test.url }
  const key = await addAccount(test, { plugin: 'weibo', kind: 'fans', settings })
  town.stage.callback = `${test.url}/hooks/weibo/${key}/`
  await test.drain()
  return { ...test, town, key, stop: () => stop(test, town) }
}

async function stop(test: TestApp, town: Town) {
  await test.stop()
  await town.stop()
}

async function end(server: Server) {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
