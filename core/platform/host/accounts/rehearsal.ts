import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Forbidden } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Channel as Row, toolsOf } from '../../../modules/channels/index.ts'
import type { Simulate, Simulator } from '../../../plugin/index.ts'
import { createFetch, type Fetch } from '../../fetch/index.ts'
import { failure } from '../../jobs/index.ts'

/** The provider of a rehearsal: who plays it, and the only way to reach it. */
export type Rehearsal = { simulator: Simulator; fetch: Fetch; close: () => Promise<void> }

/**
 * Lets the simulator of an account play its provider, on a port of this machine. What the account fetches goes there and
 * nowhere else: a rehearsal never touches anything real. `own` is where we listen ourselves, for the account's hooks;
 * throws a failure to be tried again while that is nowhere.
 */
export async function rehearse(
  app: App,
  simulate: Simulate,
  { row, own }: { row: Row; own: string | undefined },
): Promise<Rehearsal> {
  if (!own) throw failure('channels.reason.closed')
  const { server, address } = await listen()
  try {
    const simulator = await simulate({
      callback: `${own}/hooks/${row.plugin}/${row.key}/`,
      address,
      now: () => app.clock().getTime(),
      log: toolsOf(app, { plugin: row.plugin, channel: row.id, simulator: true }).log,
      changed: () => app.hub.whisper(`rehearsal:${row.id}`, { kind: 'rehearsal' }),
    })
    server.on('request', simulator.serve)
    return { simulator, fetch: fetchFrom(address), close: () => close(server, simulator) }
  } catch (error) {
    server.close()
    throw error
  }
}

async function listen(): Promise<{ server: Server; address: string }> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function fetchFrom(address: string): Fetch {
  const fetch = createFetch({ allowed: ['127.0.0.1'] })
  return async (url, options) => {
    if (URL.parse(url)?.origin !== address) throw new Forbidden('channels.reason.rehearsal')
    return fetch(url, options)
  }
}

async function close(server: Server, simulator: Simulator) {
  await simulator.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
