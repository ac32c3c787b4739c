import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'

/**
 * The thread in which AMR is made and read. The codec is written for a browser's worker: it finds here what it looks
 * for, and posts `{ command, amr }` for each `{ command: 'decode', buffer }` or `{ command: 'encode', samples }`.
 */
const scope: { onmessage?: (event: { data: unknown }) => void; postMessage: (answer: unknown) => void } = {
  postMessage: (answer) => parentPort?.postMessage(answer),
}
Object.assign(globalThis, { self: scope, importScripts() {} })
createRequire(import.meta.url)('benz-amr-recorder/src/amrnb.js')()
parentPort?.on('message', (data) => scope.onmessage?.({ data }))
