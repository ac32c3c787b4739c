import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { Incoming, Received } from '../../../plugin/index.ts'
import { batcher, type Db } from '../../../platform/db/index.ts'
import { type Identity, identityOf, insistOnWelcome } from '../../people/index.ts'
import type { Arrival } from './arrival.ts'
import { receiveBatch } from './arrivals.ts'
import { placeable, presentable } from '../content.ts'
import { filesOf } from '../store/files.ts'
import { findRepeats } from '../store/repeats.ts'

type Inbox = (arrival: Arrival) => Promise<Received>

const inboxes = new WeakMap<Db, Inbox>()
const longestText = 20_000
const mostFiles = 20

/**
 * Stores what a customer said, and answers after the commit; everything that arrives meanwhile shares the next
 * transaction. The same `uid` of the same customer, or the same `externalId` of the channel, is the same message and
 * is answered with the stored one. What is to be remembered for the channel is in the same commit, for a repeat too.
 * Throws Invalid, Forbidden for a customer who is blocked, and Conflict where a `uid` comes again with other content.
 */
export async function receive(
  app: App,
  channel: { id: number },
  incoming: Incoming,
  also: { remember?: Record<string, unknown> } = {},
): Promise<Received> {
  check(incoming)
  const files = await takeIn(app, channel.id, incoming)
  const content = incoming.content && presentable(incoming.content)
  const thread = incoming.public && placeable(incoming.public)
  return inboxOf(app)({
    ...incoming,
    content,
    public: thread,
    files,
    channelId: channel.id,
    remember: also.remember,
  })
}

function inboxOf(app: App): Inbox {
  const known = inboxes.get(app.db)
  if (known) return known
  const inbox = batcher<Arrival, Received>(app.db, (trx, arrivals) => receiveBatch(app, trx, arrivals))
  inboxes.set(app.db, inbox)
  return inbox
}

function check({ who, uid, externalId, text = '', files = [], content }: Incoming) {
  const wrong = [
    who.length > 0 && who.length <= 200 ? '' : 'who',
    uid || externalId ? '' : 'uid',
    !uid || /^[\w-]{8,40}$/.test(uid) ? '' : 'uid',
    !externalId || externalId.length <= 200 ? '' : 'externalId',
    text.length <= longestText && (text.trim() || files.length > 0 || content) ? '' : 'text',
    files.length <= mostFiles ? '' : 'files',
  ].filter(Boolean)
  if (wrong.length > 0) throw new Invalid(wrong.map((field) => ({ field, message: 'errors.fault.invalid' })))
}

/** Files that came with the message are stored before the transaction; a repeat stores none again. */
async function takeIn(app: App, channelId: number, incoming: Incoming): Promise<string[]> {
  const { who, files = [] } = incoming
  const known = files.filter((file) => typeof file === 'string')
  if (known.length === files.length) return known
  const identity = await identityOf(app, channelId, who)
  const repeat = await findRepeat(app, identity, incoming)
  if (repeat) return ((await filesOf(app.db, [repeat.id])).get(repeat.id) ?? []).map(({ uid }) => uid)
  await insistOnWelcome(app, identity.personId)
  const uids: string[] = []
  for (const file of files) {
    uids.push(
      typeof file === 'string'
        ? file
        : (await app.files.put({ owner: `identity:${identity.id}`, ...file })).uid,
    )
  }
  return uids
}

async function findRepeat(app: App, identity: Identity, { uid, externalId }: Incoming) {
  const author = `identity:${identity.id}`
  const [repeat] = await findRepeats(app.db, [
    { author, uid, channelId: identity.channelId ?? 0, externalId },
  ])
  return repeat
}
