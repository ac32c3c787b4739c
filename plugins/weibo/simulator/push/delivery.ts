import { randomInt } from 'node:crypto'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { World } from '../world.ts'
import { signedQuery } from './signature.ts'

/** What came of a push: how often it was tried, and the last status (0: no answer in time). */
export type Delivery = { tries: number; status: number; body: string }

const patience = 5000
const retries = 3

/** Weibo's five seconds: what is not answered by then is cut, and sent again, three times. */
export async function deliver(world: World, body: string): Promise<Delivery> {
  for (let tries = 1; ; tries++) {
    const answer = await post(world, body).catch(() => ({ status: 0, body: '' }))
    if (answer.status === 200 || tries > retries) return { tries, ...answer }
    world.stage.log.warn({ tries, status: answer.status }, 'weibo.simulator.retry')
  }
}

/** Weibo asks whether an address is the account's: it must echo a word. */
export async function verify(world: World): Promise<boolean> {
  const echostr = String(randomInt(1e9))
  const { status, body } = await call(addressOf(world, { echostr }), 'GET')
  return status === 200 && body === echostr
}

function post(world: World, body: string) {
  return call(addressOf(world), 'POST', body)
}

function addressOf({ account, stage }: World, more: Record<string, string> = {}): string {
  return `${stage.callback}?${signedQuery(account.secret, stage.now(), String(randomInt(1e9)), more)}`
}

async function call(address: string, method: string, body = ''): Promise<{ status: number; body: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  const send = address.startsWith('https:') ? secure : plain
  const headers = {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  }
  const options = { method, headers, agent: false, signal: AbortSignal.timeout(patience) }
  const request = send(address, options, async (response) => {
    try {
      resolve({
        status: response.statusCode ?? 0,
        body: (await response.setEncoding('utf8').toArray()).join(''),
      })
    } catch (error) {
      reject(error)
    }
  })
  request.on('error', reject)
  request.end(body)
  return promise
}
