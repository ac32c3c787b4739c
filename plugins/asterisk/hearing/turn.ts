import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { application, type Line } from '../account.ts'
import { at, reads } from '../ari/ask.ts'

type Holder = { id: string; host: string; pid: number }

const shelf = 'ears'
const holdMilliseconds = 15_000

/** Which of our processes hears the exchange: one at a time, kept by a note that ends unless it is written anew. */
export type Turn = {
  /** Is it ours to hear now? The note says so, or whoever wrote it is gone. Rejects where the exchange cannot be asked. */
  isOurs: () => Promise<boolean>
  /** Writes the note, for a quarter of a minute. */
  keep: () => Promise<void>
  /** Lets another process have it at once. */
  leave: () => Promise<void>
}

/** The turn of this process, at one account. */
export function createTurn(line: Line): Turn {
  const { channel } = line
  const own: Holder = { id: randomUUID(), host: hostname(), pid: process.pid }
  return {
    async isOurs() {
      const holder = await channel.recall<Holder>(shelf)
      if (!holder || holder.id === own.id || isDead(holder)) return true
      return (await reads(line, at`applications/${application}`)) === undefined
    },
    keep: () => channel.remember(shelf, own, channel.now() + holdMilliseconds),
    leave: () => channel.forget(shelf, own),
  }
}

/** A process of this machine that was killed cannot have left. */
function isDead({ host, pid }: Holder): boolean {
  if (host !== hostname() || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
