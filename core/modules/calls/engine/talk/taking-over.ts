import { Conflict } from '../../../../errors.ts'
import type { Takeover } from '../../call.ts'
import { meet } from './meeting.ts'
import { since, tell, type Turn } from '../turn.ts'
import { hush } from '../words.ts'

/**
 * The robot falls silent and the agent is heard, in one stroke. A notice that was cut short was not heard. The key is
 * pressed in haste: pressed again it does nothing.
 */
export function seize(turn: Turn, agentId: number) {
  const { live, world } = turn
  const { phase, owner, takeover } = live
  if (takeover && owner?.agentId === agentId) return
  if (phase.in !== 'opening') throw new Conflict('calls.conflict.nothing-to-seize')
  const { leg } = phase
  if (phase.agentId !== agentId || !leg || live.legs[leg]?.is !== 'up')
    throw new Conflict('calls.conflict.not-in-call')
  live.takeover = { at: world.now, leg, playback: live.words?.playback ?? null, report: {} }
  if (live.notice === 'due') live.notice = 'none'
  hush(turn)
  meet(turn, agentId, leg)
}

/** One figure of how fast it went: only the first counts. */
export function reportTakeover(turn: Turn, what: keyof Takeover) {
  const { takeover } = turn.live
  if (!takeover || takeover.report[what] !== undefined) return
  takeover.report[what] = since(turn, takeover.at)
  tell(turn, { type: 'takeover', report: { ...takeover.report } })
}
