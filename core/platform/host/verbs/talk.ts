import type { App } from '../../../module.ts'
import {
  conversationsOver,
  findSent,
  happened,
  introduce,
  messageState,
  receive,
  spoke,
  windowOf,
} from '../../../modules/conversations/index.ts'
import { identityOf } from '../../../modules/people/index.ts'
import type { Channel, Incoming } from '../../../plugin/index.ts'
import { transaction } from '../../db/index.ts'
import { enqueue } from '../../jobs/index.ts'
import { wonderWho } from '../profiles/profiles.ts'

type Talk = Pick<Channel, 'receive' | 'introduce' | 'happened' | 'spoke' | 'window' | 'report'>

/** What is said on an account and done by its customers. */
export function talk(app: App, id: number): Talk {
  return {
    async receive(message, also) {
      const received = await receive(app, { id }, message, also)
      if (!received.repeated) await wonderWho(app, id, message.who)
      if (message.callback && !received.repeated) await oweCall(app, id, message)
      return received
    },
    async happened(happening) {
      const told = await happened(app, id, happening)
      if (!told.repeated) await wonderWho(app, id, happening.who)
      return told
    },
    spoke: (who, said) => spoke(app, id, who, said),
    window: (who) => windowOf(app, { channelId: id, who }),
    introduce: async (who, profile) => introduce(app, (await identityOf(app, id, who)).id, profile),
    report: (uid, state, reason) => report(app, id, uid, state, reason),
  }
}

/** Whoever asks for a call is owed one, by those who look after the conversation. */
async function oweCall(app: App, channelId: number, { who, text = '' }: Incoming) {
  const { id, personId } = await identityOf(app, channelId, who)
  const [conversationId = null] = await conversationsOver(app.db, id)
  const payload = { kind: 'callback', reason: 'asked', personId, conversationId, note: text.slice(0, 500) }
  await enqueue(app.db, { name: 'task.add', payload }, app.clock().toISOString())
}

async function report(
  app: App,
  channelId: number,
  uid: string,
  state: 'delivered' | 'read' | 'failed',
  reason?: string,
) {
  const messageId = await findSent(app.db, channelId, uid)
  if (messageId === undefined) return
  const at = app.clock().toISOString()
  await transaction(app.db, (trx) => messageState(trx, messageId, state, { at, reason }))
}
