import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { cardChanged } from '../conversations/index.ts'
import { cardOf } from './card.ts'
import { distributeForAgent, distributeJob } from './queue/distribution.ts'
import { timerJob } from './runtime/ticking.ts'
import { updateLine } from './store/agent-lines.ts'
import { findCall } from './store/calls.ts'
import { sweepJob } from './sweeping.ts'
import { wrappedJob } from './verbs/wrapping.ts'

/** Work that calls leave for later. */
export function callJobs(app: App): Record<string, Handler<never>> {
  return {
    'call.timer': timerJob(app),
    'call.wrapped': wrappedJob(app),
    'call.distribute': distributeJob(app),
    'call.ready': readyJob(app),
    'call.card': cardJob(app),
    'call.sweep': sweepJob(app),
  }
}

/** An agent has said that they take calls: what they let pass before is forgiven. */
function readyJob(app: App): Handler<{ agentId: number }> {
  return {
    async run({ agentId }) {
      await updateLine(app.db, agentId, { misses: 0 })
      await distributeForAgent(app, agentId)
    },
  }
}

/** Something that the card shows has changed outside of the call: its recording has come. */
function cardJob(app: App): Handler<{ callId: number }> {
  return {
    run: ({ callId }) =>
      transaction(app.db, async (trx) => {
        const call = await findCall(trx, callId)
        if (!call || call.messageId === null) return
        await cardChanged(trx, call.messageId, await cardOf(trx, call), app.clock().toISOString())
      }),
  }
}
