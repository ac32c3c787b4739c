import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { deleteAlertsAbout } from '../alerting/index.ts'
import { conversationsOfPeople, deletePeople } from './store/people.ts'

/** Erases people with all that was said with them, and tells the screens that have it open. `at` is ISO 8601. */
export async function erasePeople(trx: Db, people: number[], at: string): Promise<void> {
  const conversations = await conversationsOfPeople(trx, people)
  await deletePeople(trx, people)
  await deleteAlertsAbout(
    trx,
    conversations.map(({ id }) => `/conversations/${id}`),
  )
  const facts = conversations.map(({ id, agentId, teamId }) => ({
    topic: `conversation:${id}`,
    type: 'conversation.erased',
    data: { agentId, teamId },
  }))
  await append(trx, facts, at)
}
