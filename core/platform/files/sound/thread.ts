import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'

const patience = 60_000

let queue: Promise<unknown> = Promise.resolve()

/**
 * Lets a thread of its own (`amr-worker`, `opus-worker`) answer one order, which is posted to it. One at a time: the
 * machine has other things to do. Whatever happens in it ends with it: rejects where it fails, ends, or takes over a minute.
 */
export function inThread(name: string, order: object): Promise<unknown> {
  const turn = queue.then(() => work(name, order))
  queue = turn.catch(() => {})
  return turn
}

async function work(name: string, order: object): Promise<unknown> {
  const thread = new Worker(fileOf(name), { stdout: true, stderr: true })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const timer = setTimeout(() => reject(new Error('the codec takes too long')), patience)
  thread.once('message', resolve)
  thread.once('error', reject)
  thread.once('exit', () => reject(new Error('the codec ended')))
  thread.postMessage(order)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}

/** The thread is the same file type as we are: TypeScript here, JavaScript where the program is packed. */
function fileOf(name: string): string {
  return join(import.meta.dirname, `${name}${extname(import.meta.filename)}`)
}
