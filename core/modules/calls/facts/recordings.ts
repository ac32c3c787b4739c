import { recordingBegun, recordingEnded, recordingPaused } from '../../recordings/index.ts'
import type { Fact } from '../engine/index.ts'
import type { Doing } from '../runtime/doing.ts'

/** What is recorded of the call. */
export async function keepRecordings({ trx, was, at }: Doing, fact: Fact): Promise<void> {
  if (fact.type !== 'recording') return
  const { recording: name } = fact
  if (fact.is === 'begun') {
    const { kind, announced } = fact
    await recordingBegun(trx, { callId: was.id, name, kind, announced }, at)
  } else if (fact.is === 'ended') await recordingEnded(trx, name, fact.ok, at)
  else await recordingPaused(trx, name, fact.is === 'paused', at)
}
