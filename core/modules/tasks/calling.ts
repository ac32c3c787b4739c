import type { Db } from '../../platform/db/index.ts'
import { lockOwed, talkerOf, updateTask } from './store/tasks.ts'
import { tell } from './telling.ts'

/** A call with this person was answered: what was owed to them is done. */
export async function callbackDone(trx: Db, personId: number, callId: number, at: string): Promise<void> {
  const owed = await lockOwed(trx, personId, 'callback')
  if (owed.length === 0) return
  const doneBy = (await talkerOf(trx, callId)) ?? null
  for (const task of owed) {
    await updateTask(trx, task.id, { doneAt: at, doneBy, result: 'reached' })
    await tell(trx, 'done', task, at)
  }
}
