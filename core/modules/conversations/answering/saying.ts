import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { Capabilities, Content } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { capabilitiesOf, type Channel, findChannel, isEnabled, sends } from '../../channels/index.ts'
import { identityById } from '../../people/index.ts'
import { carriedAs } from './carrying.ts'
import type { MessageKind, NewMessage, TimelineEvent } from '../conversation.ts'
import type { Recipient } from '../targets/recipient.ts'
import { eventMessage } from '../rules.ts'
import { lockAnyConversation } from '../store/find.ts'
import { latestIdentity } from '../store/traces.ts'
import { write } from '../store/write.ts'
import { costOf, take } from '../windows/windows.ts'
import { enqueueSending } from './writing.ts'

/** Words of the house. Where a channel has links, `link` is said in their place. */
export type HouseWords = { uid: string; text: string; link?: Omit<Content & { type: 'link' }, 'type'> }

type Fit = { kind: MessageKind; text: string; content?: Content }

/**
 * Says something in the clinic's name over the identity that the customer wrote from last. Nobody waits any less for an
 * agent, and what is closed stays so. Answers the channel, or undefined where nothing may be said there: in public, in a
 * rehearsal, outside the reply window, to whoever has left.
 */
export async function houseSays(
  trx: Db,
  app: App,
  conversationId: number,
  words: HouseWords,
  at: string,
): Promise<number | undefined> {
  const conversation = await lockAnyConversation(trx, conversationId)
  const to = conversation && (await addressee(trx, conversationId))
  const channel = to && (await findChannel(trx, to.channelId))
  if (!conversation || !channel || channel.rehearsal || !isEnabled(channel)) return undefined
  const fit = fitting(capabilitiesOf(app.plugins, channel), words)
  const message = fit && (await composed(trx, app, { to, channel, fit, uid: words.uid, at }))
  if (!message) return undefined
  const [written] = await write(trx, [{ conversation, change: { messages: [message], patch: {} } }], at)
  for (const sent of written?.messages ?? []) if (sent.state === 'queued') await enqueueSending(trx, sent, at)
  return channel.id
}

/** Puts a line about what has happened into the timeline; nobody waits any more or less for it. */
export async function lineIn(
  trx: Db,
  conversationId: number,
  { key, values }: TimelineEvent,
  at: string,
): Promise<void> {
  const conversation = await lockAnyConversation(trx, conversationId)
  if (!conversation) return
  const change = { messages: [eventMessage('system', key, values)], patch: {} }
  await write(trx, [{ conversation, change }], at)
}

async function addressee(trx: Db, conversationId: number): Promise<Recipient | undefined> {
  const id = await latestIdentity(trx, conversationId)
  const identity = id === undefined ? undefined : await identityById(trx, id)
  if (!identity || identity.channelId === null || identity.public || identity.gone) return undefined
  return { ...identity, channelId: identity.channelId }
}

/** As a link where there are links, and else in words. */
function fitting(can: Capabilities, { text, link }: HouseWords): Fit | undefined {
  const said: Omit<Fit, 'kind'> =
    link && can.link ? { text: '', content: { type: 'link', ...link } } : { text }
  const kind = orNothing(() => carriedAs(can, { ...said, files: [] }))
  return kind && { ...said, kind }
}

type Composing = { to: Recipient; channel: Channel; fit: Fit; uid: string; at: string }

async function composed(
  trx: Db,
  app: App,
  { to, channel, fit, uid, at }: Composing,
): Promise<NewMessage | undefined> {
  const { kind, text, content } = fit
  const count = costOf(app, channel, { text, files: 0, content })
  const from = await take(app, trx, { identity: to, channel, count, at }).catch(refusedAsNothing)
  if (!from) return undefined
  return {
    uid,
    direction: 'out',
    author: `channel:${channel.id}`,
    kind,
    text,
    identityId: to.id,
    channelId: channel.id,
    state: sends(app.plugins, channel) ? 'queued' : 'sent',
    data: { ...(content && { content }), ...(from.length > 0 && { taken: from }) },
  }
}

function orNothing<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    return refusedAsNothing(error)
  }
}

/** A refusal comes before anything was written. */
function refusedAsNothing(error: unknown): undefined {
  if (!(error instanceof Invalid)) throw error
}
