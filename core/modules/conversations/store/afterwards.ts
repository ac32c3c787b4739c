import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import type { Conversation } from '../conversation.ts'

/** A conversation before and after a change. */
type Changed = { conversation: Conversation; after: Conversation }

/** Whoever was answered is asked how it was, some time after the end: by a job of the module that asks. */
export async function askAfterwards(trx: Db, changes: Changed[], at: string): Promise<void> {
  const ended = changes.filter(({ conversation: was, after }) => was.status !== 'closed' && isOver(after))
  const jobs = ended.map(({ after: { id, closedAt } }) => {
    return { name: 'rating.ask', key: `rating:${id}`, payload: { conversationId: id, closedAt } }
  })
  await enqueue(trx, jobs, at)
}

function isOver({ status, firstReplyAt }: Conversation): boolean {
  return status === 'closed' && firstReplyAt !== null
}
