import type { App } from '../../../module.ts'
import { failure, type Handler } from '../../../platform/jobs/index.ts'
import { findCall } from '../store/calls.ts'
import { step } from './step.ts'
import type { Timer } from './timers.ts'

/** The job: a time has come. */
export function timerJob(app: App): Handler {
  return {
    async run(payload) {
      if (!isTimer(payload)) throw failure('not a timer', { permanent: true })
      const { callId, name, at } = payload
      const call = await findCall(app.db, callId)
      if (!call) return
      await step(app, call.uid, { type: 'timer', name }, ({ live }) => live.timers[name] === at)
    },
  }
}

function isTimer(payload: unknown): payload is Timer {
  return typeof payload === 'object' && payload !== null && 'callId' in payload && 'name' in payload
}
