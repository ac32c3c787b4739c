import Joi from 'joi'
import { agree, agreement, introduce, leave, look, say, see, type, withdraw } from '../actions.ts'
import { closing } from '../limits.ts'
import { historyView, lastCursor, newsView } from '../messages.ts'
import * as payloads from '../payloads.ts'
import { errorBody, Refusal, refusalOf } from '../refusal.ts'
import { localeOf } from '../site.ts'
import { readToken } from '../tokens.ts'
import type { Peer } from './peer.ts'

const firstPage = 50

type Work = (peer: Peer, input: unknown) => Promise<object | undefined>

/** What a frame does and what it answers, by its type. Each is the twin of an HTTP call. */
const works: Record<string, Work> = {
  ping: async () => ({ t: 'pong' }),
  send: async (peer, input) => ({
    t: 'ack',
    ...(await say(peer.visitor, payloads.check(payloads.message, input))),
  }),
  leave: async (peer, input) => ({
    t: 'ack',
    ...(await leave(peer.visitor, payloads.check(payloads.leave, input))),
  }),
  seen: silent(payloads.seen, (peer, input) => see(peer.visitor, input)),
  typing: silent(payloads.typing, (peer, input) => type(peer.visitor, input)),
  page: silent(payloads.page, (peer, input) => look(peer.visitor, input)),
  introduce: async (peer, input) => {
    await introduce(peer.visitor, payloads.check(payloads.profile, input))
    return { t: 'done', of: 'introduce' }
  },
  consent: async (peer, input) => {
    await agree(peer.visitor, payloads.check(payloads.consent, input))
    return { t: 'done', of: 'consent' }
  },
  withdraw: async (peer, input) => {
    payloads.check(payloads.nothing, input)
    await withdraw(peer.visitor)
    return { t: 'done', of: 'withdraw' }
  },
}

/**
 * Does what one frame asks for and answers it. Never rejects: what goes wrong is told, and some of it ends the socket.
 * What still waits for its turn when the site closes is left: nobody has been told that it was done.
 */
export async function answerFrame(peer: Peer, text: string): Promise<void> {
  if (peer.isHomeless) return
  const frame = readFrame(text)
  try {
    if (peer.who === '') return await greet(peer, frame)
    const reply = await workFor(frame.t)(peer, frame.input)
    if (reply) peer.send(reply)
  } catch (error) {
    refuse(peer, frame, refusalOf(peer.host, error))
  }
}

type Frame = { t: string; input: unknown; uid?: string }

function readFrame(text: string): Frame {
  try {
    const { t, ...input }: Record<string, unknown> = JSON.parse(text)
    return { t: String(t), input, ...(typeof input.uid === 'string' && { uid: input.uid.slice(0, 64) }) }
  } catch {
    return { t: '', input: undefined }
  }
}

function workFor(t: string): Work {
  const work = Object.hasOwn(works, t) ? works[t] : undefined
  if (!work) throw new Refusal('invalid', { faults: [{ field: 't', message: 'webchat:fault.frame' }] })
  return work
}

/** Follows first, then reads what was missed, then goes live. */
async function greet(peer: Peer, { t, input }: Frame): Promise<void> {
  if (t !== 'hello') return peer.close(closing.badToken)
  const { token, client, cursor, locale } = payloads.check(payloads.hello, input)
  const known = readToken(peer.host, peer.room.channel.key, token)
  if (!known) return peer.close(closing.badToken)
  if (peer.isGone) return peer.leave()
  if (locale) peer.locale = localeOf(peer.room.site, [locale])
  peer.join(known.who, client)
  await welcome(peer, cursor)
}

async function welcome(peer: Peer, cursor: string | undefined): Promise<void> {
  const { room, host, who, locale, reader } = peer
  const missed = cursor === undefined ? undefined : await room.channel.since(who, cursor)
  const { consented } = await agreement(peer.visitor)
  peer.send({
    t: 'welcome',
    server_time: new Date(host.now()).toISOString(),
    visitor: who,
    consented,
    availability: await room.channel.availability(locale),
    ...(missed
      ? { cursor: lastCursor(missed) ?? cursor, news: missed.map((news) => newsView(reader, news)) }
      : { reset: true, ...historyView(reader, await room.channel.history(who, { limit: firstPage })) }),
  })
  peer.live(new Set(missed?.flatMap((news) => ('cursor' in news ? [news.cursor] : []))))
}

function silent<T>(schema: Joi.ObjectSchema<T>, act: (peer: Peer, input: T) => Promise<void>): Work {
  return async (peer, input) => {
    await act(peer, payloads.check(schema, input))
    return undefined
  }
}

function refuse(peer: Peer, { t, uid }: Frame, refusal: Refusal): void {
  const about = { of: t.slice(0, 32), ...(uid !== undefined && { uid }) }
  peer.send({ t: 'error', ...about, ...errorBody(peer.host, refusal, peer.locale) })
  if (refusal.code === 'blocked') peer.close(closing.blocked)
  else if (peer.who === '') peer.close(closing.badToken)
}
