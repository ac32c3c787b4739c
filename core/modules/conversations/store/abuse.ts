import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { contains } from '../../../platform/wording.ts'
import { readSetting } from '../../clinic/index.ts'
import type { Conversation } from '../conversation.ts'
import type { Message } from './rows.ts'

/** Where customers say one of the words that the clinic takes for abuse, it is noted by a job of the module that marks it. */
export async function tellAbuse(
  trx: Db,
  changes: { after: Conversation }[],
  messages: Message[],
  at: string,
): Promise<void> {
  const said = messages.filter(({ direction, text }) => direction === 'in' && text !== '')
  if (said.length === 0) return
  const { abuse = [] } = await readSetting<{ abuse?: string[] }>(trx, 'reception', {})
  const isAbusive = ({ text }: Message) => abuse.some((word) => contains(text, word))
  const where = new Set(said.filter(isAbusive).map(({ conversationId }) => conversationId))
  const jobs = changes
    .filter(({ after }) => where.has(after.id))
    .map(({ after: { id: conversationId, agentId } }) => {
      const payload = { conversationId, agentId, at }
      return { name: 'reception.abuse', key: `abuse:${conversationId}`, payload }
    })
  await enqueue(trx, jobs, at)
}
