import type { IncomingMessage, ServerResponse } from 'node:http'
import { isRefusal, refuse } from './refusal.ts'
import { type Answer, type Route, routes } from './routes.ts'
import { type Values, valuesOf } from './wire.ts'
import { type Fault, timeOf, type World } from './world.ts'

const usualLimit = 1000

/** Answers a call as Weibo does, or with the fault that was asked for. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://weibo').pathname
  const values = await valuesOf(request)
  const fault = takeFault(world, path)
  if (fault === 'gateway') return void response.writeHead(502).end('<html>Bad Gateway</html>')
  const answer = await attempt(world, { method: request.method ?? 'GET', path, values, fault })
  world.stage.changed()
  if (fault === 'silent') return
  if (fault === 'reset') return void request.socket.destroy()
  const { status = 200, headers = {}, body } = answer
  response.writeHead(status, headers).end(body)
}

type Asked = { method: string; path: string; values: Values; fault?: Fault['with'] }

async function attempt(world: World, { method, path, values, fault }: Asked): Promise<Answer> {
  try {
    if (typeof fault === 'number') throw refuse(fault)
    const route = routes[`${method} ${path}`]
    if (!route) throw refuse(10020)
    return json(await run(world, route, path, values))
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { code, message } = error
    return json(
      { request: path, error_code: code, error: message },
      code < 20000 && code >= 10022 ? 403 : 400,
    )
  }
}

function run(world: World, { open, handle }: Route, path: string, values: Values) {
  if (!open) {
    checkToken(world, values['access_token'])
    count(world, path)
  }
  return handle(world, values)
}

function checkToken(world: World, token = '') {
  const ends = world.tokens.get(token)
  if (ends === undefined) throw refuse(21332)
  if (ends <= timeOf(world)) throw refuse(21327)
}

function count(world: World, path: string) {
  const hour = Math.floor(timeOf(world) / 3_600_000)
  const before = world.calls.get(path)
  const count = before?.hour === hour ? before.count + 1 : 1
  world.calls.set(path, { hour, count })
  if (count > (world.limits.get(path) ?? usualLimit)) throw refuse(10024)
}

function takeFault({ faults }: World, path: string): Fault['with'] | undefined {
  const at = faults.findIndex((fault) => !fault.path || path.endsWith(fault.path))
  return at < 0 ? undefined : faults.splice(at, 1)[0]?.with
}

function json(answer: object, status = 200): Answer {
  if ('raw' in answer) return answer.raw as Answer
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(answer),
  }
}
