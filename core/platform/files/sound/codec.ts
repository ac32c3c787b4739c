import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** The thread is the same file type as we are: TypeScript here, JavaScript where the program is packed. */
const file = join(import.meta.dirname, `amr-worker${extname(import.meta.filename)}`)
const patience = 20_000

let queue: Promise<unknown> = Promise.resolve()

/** The sound of AMR frames, 8,000 samples a second between -1 and 1. Rejects where the codec chokes on them. */
export async function decodeAmr(data: Buffer): Promise<Float32Array> {
  return inTurn(async () => {
    const sound = await work({ command: 'decode', buffer: new Uint8Array(data) })
    if (!(sound instanceof Float32Array)) throw new Error('no sound')
    return sound
  })
}

/** AMR at 12.2 kbit/s of 8,000 samples a second between -1 and 1. */
export async function encodeAmr(samples: Float32Array): Promise<Buffer> {
  return inTurn(async () => {
    const amr = await work({ command: 'encode', samples, sampleRate: 8000 })
    if (!(amr instanceof Uint8Array)) throw new Error('no sound')
    return Buffer.from(amr)
  })
}

/** One sound at a time: the machine has other things to do. */
function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const turn = queue.then(task)
  queue = turn.catch(() => {})
  return turn
}

/** A thread for one sound: a minute takes it a third of a second, and whatever happens in it ends with it. */
async function work(order: object): Promise<unknown> {
  const thread = new Worker(file, { stdout: true, stderr: true })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const timer = setTimeout(() => reject(new Error('the codec takes too long')), patience)
  thread.once('message', ({ amr }) => resolve(amr))
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
