import type { Db } from '../../../platform/db/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { readSetting } from '../../clinic/index.ts'
import type { Conversation } from '../conversation.ts'

/** A conversation before and after a change; `opens` where it was made just now. */
type Changed = { conversation: Conversation; after: Conversation; opens?: boolean }

/**
 * Tells the clocks where waiting begins or ends, each in its turn, by a job of the module that measures; nothing where
 * the clinic does not measure.
 */
export async function tellClocks(trx: Db, changes: Changed[], at: string): Promise<void> {
  const turns = changes.filter(isTurn)
  if (turns.length === 0) return
  const { on = false } = await readSetting<{ on?: boolean }>(trx, 'timers', {})
  if (!on) return
  const jobs = turns.map(({ after }) => {
    const { id: conversationId, waitingSince, agentId, teamId, channelId } = after
    const state = {
      first: after.firstReplyAt === null,
      closed: after.status === 'closed',
      resting: after.status === 'snoozed',
    }
    const turn = { conversationId, at, waitingSince, agentId, teamId, channelId, ...state }
    return { name: 'timer.turn', key: `timer:${conversationId}`, payload: turn }
  })
  await enqueue(trx, jobs, at)
}

function isTurn({ conversation: was, after, opens }: Changed): boolean {
  return (
    opens === true ||
    was.waitingSince !== after.waitingSince ||
    ['closed', 'snoozed'].some((rest) => (was.status === rest) !== (after.status === rest)) ||
    was.teamId !== after.teamId
  )
}
