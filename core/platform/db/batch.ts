import type { Db } from './connect.ts'
import { transaction } from './transaction.ts'

type Waiting<I, O> = { item: I; resolve: (result: O) => void; reject: (error: unknown) => void }
const largest = 256

/**
 * Group commit: items that arrive together share one transaction, and each caller is answered after the commit.
 * `work` answers one result for each item, in order; an Error among them rejects that item alone and undoes nothing.
 * Where the whole batch throws, each item is tried in a transaction of its own, so that one bad item spoils no other.
 */
export function batcher<I, O>(
  db: Db,
  work: (trx: Db, items: I[]) => Promise<(O | Error)[]>,
): (item: I) => Promise<O> {
  let queue: Waiting<I, O>[] = []
  let running = false

  async function run() {
    while (queue.length > 0) {
      const batch = queue.slice(0, largest)
      queue = queue.slice(largest)
      await attempt(db, work, batch)
      await nextTurn()
    }
    running = false
  }

  return (item) =>
    new Promise<O>((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (running) return
      running = true
      setImmediate(run)
    })
}

async function attempt<I, O>(
  db: Db,
  work: (trx: Db, items: I[]) => Promise<(O | Error)[]>,
  batch: Waiting<I, O>[],
): Promise<void> {
  try {
    const items = batch.map((waiting) => waiting.item)
    const results = await transaction(db, (trx) => work(trx, items))
    batch.forEach((waiting, index) => settle(waiting, results[index] as O | Error))
  } catch (error) {
    if (batch.length === 1) return batch[0]?.reject(error)
    for (const waiting of batch) await attempt(db, work, [waiting])
  }
}

function settle<I, O>(waiting: Waiting<I, O>, result: O | Error) {
  if (result instanceof Error) waiting.reject(result)
  else waiting.resolve(result)
}

/** Lets the sockets be read between two batches, so that the next batch is as large as what has arrived. */
function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve))
}
