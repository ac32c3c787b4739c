import type { QueueSettings } from './flow.ts'

/** How a skill group waits and rings until an admin says otherwise. */
export const queueDefaults: QueueSettings = {
  ringSeconds: 20,
  wrapSeconds: 30,
  announceSeconds: 45,
  mostWaiting: 20,
  mostSeconds: 300,
  overflow: { to: 'callback', teamId: null },
  callbackAfter: 90,
  missesToAway: 3,
}
