import type { Channel, Outgoing } from 'qiantai/plugin'
import { refusalIn } from '../api/exchange.ts'

export type Body = { msgtype: string } & Record<string, unknown>

/** One call to the platform: a message of ours may take several. */
export type Part = {
  /** Makes the body; `isFresh`: media ids known so far are no good. */
  body: (isFresh: boolean) => Promise<Body>
  /** What is said instead where the account may not send such a body. */
  words?: string
}

const month = 30 * 24 * 3_600_000

/** Hands one body over; `index` is the part's place in its message. */
export type Post = (body: Body, index: number) => Promise<string>

/**
 * Hands the parts over, one after the other. What was handed over is remembered: a later try goes on from there.
 * Answers what the platform called the first.
 */
export async function handOver(
  channel: Channel,
  { uid }: Outgoing,
  parts: Part[],
  post: Post,
): Promise<{ externalId?: string }> {
  if (parts.length === 0) throw channel.failure('wechat:reason.kind', { permanent: true })
  const name = `parts:${uid}`
  const done = parts.length > 1 ? ((await channel.recall<string[]>(name)) ?? []) : []
  for (const [index, part] of parts.entries()) {
    if (index < done.length) continue
    done.push(await handOverPart(part, (body) => post(body, index)))
    if (parts.length > 1) await channel.remember(name, done, channel.now() + month)
  }
  if (parts.length > 1) await channel.forget(name, done)
  return done[0] ? { externalId: done[0] } : {}
}

async function handOverPart(part: Part, post: (body: Body) => Promise<string>): Promise<string> {
  try {
    return await post(await part.body(false))
  } catch (error) {
    const { remedy } = refusalIn(error)
    if (remedy === 'upload') return post(await part.body(true))
    if (remedy === 'simplify' && part.words) return post(textBody(part.words))
    throw error
  }
}

/** The body of a text. */
export function textBody(content: string): Body {
  return { msgtype: 'text', text: { content } }
}
