import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/**
 * Runs the AMR codec on a thread of its own: it is written for a browser's worker, answers by messages, and takes
 * its time.
 */
export function runCodec(command: 'encode', samples: Float32Array, rate: number): Promise<Uint8Array>
export function runCodec(command: 'decode', amr: Uint8Array): Promise<Float32Array>
export function runCodec(command: string, samples: Float32Array | Uint8Array, sampleRate?: number) {
  const codec = createRequire(import.meta.url).resolve('benz-amr-recorder/src/amrnb.js')
  const worker = new Worker(source, {
    eval: true,
    workerData: { codec, request: { command, samples, buffer: samples, sampleRate } },
  })
  const answer = Promise.withResolvers<Float32Array & Uint8Array>()
  worker.once('message', answer.resolve)
  worker.once('error', answer.reject)
  return answer.promise.finally(() => worker.terminate())
}

const source = `
  const { parentPort, workerData } = require('node:worker_threads')
  globalThis.self = { postMessage: ({ amr }) => parentPort.postMessage(amr) }
  require(workerData.codec)()
  self.onmessage({ data: workerData.request })
`
