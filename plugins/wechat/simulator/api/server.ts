import type { IncomingMessage, ServerResponse } from 'node:http'
import type { World } from '../world/world.ts'
import { type Answer, refusalAnswer, write } from './answer.ts'
import { type Call, readCall } from './call.ts'
import type { ApiFault } from './faults.ts'
import { refuse } from './refusal.ts'

export type Handler<W extends World = World> = (world: W, call: Call) => Answer | Promise<Answer>

/** By method and path: `POST /cgi-bin/message/custom/send`. */
export type Routes<W extends World = World> = Record<string, Handler<W>>

export type Api<W extends World = World> = {
  /** What needs no access_token. */
  open: Routes<W>
  /** What needs one, and counts against the day's limits. */
  guarded: Routes<W>
  /** Refuses where the call may not be made at all: its token, its address, the day's limit. */
  guard: (world: W, call: Call) => void
}

const rememberedCalls = 20_000

/** The provider's HTTP server: answers as its API does, with the faults that were asked for. */
export function createServe<W extends World>(world: W, api: Api<W>) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    serve(world, api, request, response).catch((error: unknown) => {
      world.stage.log.error({ path: request.url, error: String(error) }, 'simulator.call-failed')
      response.destroy()
    })
  }
}

async function serve<W extends World>(
  world: W,
  api: Api<W>,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const call = await readCall(request)
  const planned = world.faults.takeApi(call.path)
  const answer = planned && !planned.done ? undefined : await run(world, api, call)
  remember(world, call, answer)
  if (planned) return spoil(response, planned.fault)
  if (answer) write(response, answer)
}

/** Keeps the latest calls; files in them are kept as media alone. */
function remember(world: World, { method, path, query, contentType, body }: Call, answer?: Answer): void {
  const words = contentType.startsWith('multipart/') ? Buffer.alloc(0) : body
  world.calls.push({ method, path, query, body: words, answer })
  if (world.calls.length > rememberedCalls) world.calls.shift()
}

async function run<W extends World>(world: W, api: Api<W>, call: Call): Promise<Answer> {
  try {
    return await handlerOf(world, api, call)(world, call)
  } catch (error) {
    return refusalAnswer(error)
  }
}

function handlerOf<W extends World>(world: W, api: Api<W>, call: Call): Handler<W> {
  const name = `${call.method} ${call.path}`
  const open = api.open[name]
  if (open) return open
  const guarded = api.guarded[name]
  if (!guarded) throw refuse(otherMethod(api, call))
  api.guard(world, call)
  return guarded
}

function otherMethod<W extends World>({ open, guarded }: Api<W>, { path }: Call): number {
  const known = (method: string) => `${method} ${path}` in open || `${method} ${path}` in guarded
  if (known('POST')) return 43002
  return known('GET') ? 43001 : 40066
}

function spoil(response: ServerResponse, fault: ApiFault): void {
  if (fault === 'hang') return
  if (fault === 'reset') return void response.destroy()
  if (fault === 'error') return void response.writeHead(500).end()
  write(response, refusalAnswer(refuse(fault)))
}
