import type { App } from '../../../module.ts'
import { leaves } from '../../../modules/reception/index.ts'
import type { Waiter } from './places.ts'

export type Departures = {
  /** Somebody does not listen any more; whoever waits and listens nowhere else is away from now on. */
  depart: (waiter: Waiter) => void
  /** From here on nobody departs: it is the house that closes. */
  stop: () => Promise<void>
}

type Room = { isHere: (name: string) => boolean; looked: () => Promise<void> }

/**
 * Notes who leaves of those who listen here. `isHere`: somebody of that name listens; `looked`: no look is under way any
 * more that would still count who has left meanwhile as there.
 */
export function createDepartures(app: App, { isHere, looked }: Room): Departures {
  const pending = new Set<Promise<void>>()
  let isStopped = false
  return {
    depart({ name, talk }) {
      if (!talk || isStopped || isHere(name)) return
      const leaving = looked()
        .then(() => leaves(app, talk.id))
        .catch((error: unknown) => app.log.error({ error, channel: talk.channelId }, 'channel.leave-failed'))
        .then(() => void pending.delete(leaving))
      pending.add(leaving)
    },
    async stop() {
      isStopped = true
      await Promise.all(pending)
    },
  }
}
