import { createServer } from 'node:http'
import { createClock } from 'qiantai/testing'
import { isSigned, signed } from '../signature.js'

export const secret = 'a-secret-that-both-know'

/** Tests stand at the hour at which every test clinic opens. */
const now = () => createClock().now().getTime()

/**
 * An app as somebody may write it. Tests say what it answers next, and see what it got.
 * @typedef {{ url: string, got: Record<string, any>[], script: (...statuses: number[]) => void,
 *   next: (type: string) => Promise<Record<string, any>>, stop: () => Promise<void> }} Provider
 * @returns {Promise<Provider>}
 */
export async function startProvider() {
  /** @type {Record<string, any>[]} */
  const got = []
  /** @type {number[]} */
  const statuses = []
  /** @type {(() => void)[]} */
  const waiting = []

  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'image/png' }).end(picture)
    const body = Buffer.concat(await request.toArray())
    if (!isSigned(secret, { headers: request.headers, body }, now())) return response.writeHead(401).end()
    const event = JSON.parse(body.toString('utf8'))
    got.push(event)
    waiting.splice(0).forEach((wake) => wake())
    const status = event.type === 'profile' ? 200 : (statuses.shift() ?? 200)
    if (status === 0) return // It took the message and never answers.
    const answer =
      event.type === 'profile' ? { user: { id: event.user, name: '安娜' } } : { id: `app-${event.id}` }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${port}`,
    got,
    script: (...next) => void statuses.push(...next),
    async next(type) {
      for (;;) {
        const found = got.find((event) => event.type === type)
        if (found) return found
        await new Promise((wake) => waiting.push(() => wake(undefined)))
      }
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * A call of the app, as it is posted.
 * @param {object} event
 * @param {{ secret?: string, at?: number }} [by]
 */
export function call(event, by = {}) {
  const body = Buffer.from(JSON.stringify(event))
  const headers = signed(by.secret ?? secret, body, by.at ?? now())
  return { name: '', method: 'POST', query: {}, headers, body }
}

/** One pixel. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
