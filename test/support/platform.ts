import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulator, Stage } from '../../core/plugin/index.ts'

/** A simulated platform at an address of its own, as a program that runs beside it sees it. */
export type Platform<S extends Simulator> = {
  simulator: S
  /** From now on it pushes here, with a slash at the end; before, to a place that takes everything. */
  pushTo: (callback: string) => void
  stop: () => Promise<void>
}

type Handler = Simulator['serve']
const quiet = () => {}
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }

/** Serves a platform. `now`: its clock, the real one unless told. `around` sees every call to its API before it does. */
export async function openPlatform<S extends Simulator>(
  simulate: (stage: Stage) => Promise<S>,
  { now = Date.now, around = (handle: Handler): Handler => handle } = {},
): Promise<Platform<S>> {
  let handle: Handler = (_, response) => void response.destroy()
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/callback/')) response.end()
    else handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  // The ids of an account are made from the path of its hooks: each platform has an account of its own.
  const stage: Stage = { callback: `${address}/callback/${port}/`, address, now, log, changed: quiet }
  const simulator = await simulate(stage)
  handle = around(simulator.serve)
  return {
    simulator,
    pushTo: (callback) => void (stage.callback = callback),
    async stop() {
      await simulator.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
