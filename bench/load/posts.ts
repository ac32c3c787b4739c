import { Agent, request } from 'undici'
import { percentile } from '../figure.ts'

export type Post = { query: Record<string, string>; body: string | Buffer }

/** `rate`: answers a second. `p99`: milliseconds. `refused`: answers other than 200. */
export type Flood = { rate: number; p99: number; refused: number }

/** Posts all of these to one address, `lanes` at a time. */
export async function flood(address: string, posts: Post[], lanes = 50): Promise<Flood> {
  const dispatcher = new Agent({ connections: lanes })
  const taken: number[] = []
  const left = posts.values()
  let refused = 0

  async function drive() {
    for (const { query, body } of left) {
      const began = performance.now()
      const url = `${address}?${new URLSearchParams(query)}`
      const answer = await request(url, { method: 'POST', body, dispatcher })
      await answer.body.dump()
      taken.push(performance.now() - began)
      if (answer.statusCode !== 200) refused += 1
    }
  }

  const began = performance.now()
  await Promise.all(Array.from({ length: lanes }, drive))
  const seconds = (performance.now() - began) / 1000
  await dispatcher.close()
  return { rate: posts.length / seconds, p99: percentile(taken, 0.99), refused }
}
