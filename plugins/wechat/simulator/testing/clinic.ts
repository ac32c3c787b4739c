import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulate, Stage } from 'qiantai/plugin'

/** A push as it reached the clinic. */
export type Arrival = { method: string; path: string; query: Record<string, string>; body: string }

/** What the clinic answers to a push: a body, a status, or nothing at all. */
export type Reply = string | number | 'hang'

/** An ordinary Thursday noon in Shanghai. */
const noon = Date.parse('2026-01-15T04:00:00.000Z')

const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/**
 * A simulator at a port of its own, and a clinic that takes its pushes: `arrived` has them, `answers` says what the next
 * ones get (`success` unless told).
 */
export async function rehearse<S extends Awaited<ReturnType<Simulate>>>(
  simulate: (stage: Stage) => Promise<S>,
) {
  const arrived: Arrival[] = []
  const answers: ((push: Arrival) => Reply)[] = []
  let serve: S['serve'] = (_, response) => void response.destroy()
  const provider = await listen((request, response) => serve(request, response))
  const clinic = await listen((request, response) => void take(request, response, arrived, answers))
  const simulator = await simulate({
    callback: `${clinic.url}/hooks/wechat/key/`,
    address: provider.url,
    now: () => noon,
    log: quiet,
    changed() {},
  })
  serve = simulator.serve
  async function stop() {
    await simulator.close()
    await Promise.all([provider.stop(), clinic.stop()])
  }
  return { simulator, url: provider.url, arrived, answers, stop }
}

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  arrived: Arrival[],
  answers: ((push: Arrival) => Reply)[],
) {
  const url = new URL(request.url ?? '/', 'http://clinic')
  const body = Buffer.concat(await Array.fromAsync(request)).toString('utf8')
  const query = Object.fromEntries(url.searchParams)
  const arrival = { method: request.method ?? '', path: url.pathname, query, body }
  arrived.push(arrival)
  const reply = answers.shift()?.(arrival) ?? 'success'
  if (reply === 'hang') return
  if (typeof reply === 'number') return void response.writeHead(reply).end()
  response.writeHead(200).end(reply)
}

async function listen(handler: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
