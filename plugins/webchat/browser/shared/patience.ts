import { backoff } from './link/backoff.ts'
import type { Wait } from './link/carrier.ts'
import type { Refusal } from './http.ts'

export type Patience = {
  wait: Wait
  /** Calls `wake` whenever another try may be worth while: the network is back, the page is looked at. */
  whenBack: (wake: () => void) => void
  /** It went wrong, and is tried again later. */
  failed: () => void
}

/**
 * Does something that must succeed: again after growing delays, and at once when the network or the visitor is back.
 * When the server said how long to wait, nothing is tried before.
 */
export function untilDone<T>(work: () => Promise<T>, { wait, whenBack, failed }: Patience): Promise<T> {
  let attempt = 0
  let hurry = () => {}

  return new Promise((resolve) => {
    const run = () => {
      hurry = () => {}
      work().then(resolve, later)
    }
    const later = ({ retryAfter = 0 }: Partial<Refusal>) => {
      const cancel = wait(Math.max(backoff(attempt++), retryAfter * 1000), run)
      if (!retryAfter)
        hurry = () => {
          cancel()
          run()
        }
      failed()
    }
    whenBack(() => hurry())
    run()
  })
}
