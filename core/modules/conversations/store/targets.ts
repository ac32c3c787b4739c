import type { Thread } from '../../../plugin/index.ts'
import { type Db, json } from '../../../platform/db/index.ts'
import type { MessageData } from '../conversation.ts'

/** Where each of these customers spoke in public last. */
export async function threadsOf(db: Db, identityIds: number[]): Promise<Map<number, Thread>> {
  if (identityIds.length === 0) return new Map()
  const newest = db('message').whereIn('identity_id', identityIds).where({ direction: 'in' })
  const rows = await db('message')
    .whereIn('id', newest.groupBy('identity_id').max('id'))
    .select('identity_id', 'data')
  return new Map(
    rows.flatMap(({ identity_id: id, data }): [number, Thread][] => {
      const { thread } = json.read<MessageData>(data, {})
      return thread ? [[id, thread]] : []
    }),
  )
}
