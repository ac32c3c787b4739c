import type { App, LiveTopic } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { findConversation } from '../conversations/index.ts'
import type { SideLink } from './link.ts'

/** Tells those who follow the links of a conversation that one of them is another now. */
export async function changed(
  trx: Db,
  { id, conversationId }: Pick<SideLink, 'id' | 'conversationId'>,
  type: string,
  at: string,
): Promise<void> {
  await append(trx, { topic: `sidelinks:${conversationId}`, type, ref: id }, at)
}

/** `sidelinks:12`: the links of a conversation, and the short messages that carry them; the sheet fetches itself anew. */
export function sidelinksTopic(app: App): LiveTopic {
  return {
    kind: 'sidelinks',
    authorize: async (viewer, id) => (await findConversation(app.db, viewer, Number(id))) !== undefined,
    tells: ({ topic }) => /^(?:sidelinks|texts):(\d+)$/.exec(topic)?.[1]?.replace(/^/, 'sidelinks:'),
    render: async (events) => events.map(({ type }) => ({ data: { type } })),
  }
}
