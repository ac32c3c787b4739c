import { type Db, json } from '../../../platform/db/index.ts'
import type { CallCard } from '../calls/call-card.ts'
import { messageOf, type Message, type MessageRow } from './rows.ts'

/** Keeps what the card of a call says now; undefined where it says that already, or its message is gone. */
export async function putCard(trx: Db, messageId: number, card: CallCard): Promise<Message | undefined> {
  const data = json.write({ call: card })
  const [row]: MessageRow[] = await trx('message')
    .where({ id: messageId, kind: 'call' })
    .whereNot({ data })
    .update({ data, version: trx.raw('version + 1') })
    .returning('*')
  return row && messageOf(row)
}
