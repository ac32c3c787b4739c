import type { Logger } from '../../log.ts'
import { type Db, listen, notify } from '../db/index.ts'

/** `data` is whatever the sender said: receivers check what they use. */
export type WhisperListener = (topic: string, data: Record<string, unknown>) => void

/** What is said and not kept: who is typing, who is here. Reaches every process that shares the database. */
export type Whispers = {
  send: (topic: string, data: object) => void
  on: (listener: WhisperListener) => () => void
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** PostgreSQL carries at most 8,000 bytes in one notification. */
const limit = 7900

/** Makes the whispers of a database: heard in the order in which they were sent. One that cannot be sent is logged and lost. */
export function createWhispers(db: Db, log: Logger): Whispers {
  const listeners = new Set<WhisperListener>()
  let deaf: (() => Promise<void>) | undefined
  let last = Promise.resolve()

  function hear(payload: string) {
    if (payload === '') return
    const { topic, data } = JSON.parse(payload)
    for (const listener of listeners) listener(topic, data)
  }

  return {
    send(topic, data) {
      const payload = JSON.stringify({ topic, data })
      const bytes = Buffer.byteLength(payload)
      if (bytes > limit) return log.warn({ topic, bytes }, 'whisper.too-long')
      last = last
        .then(() => notify(db, 'whispers', payload))
        .catch((error: unknown) => log.warn({ error, topic }, 'whisper.lost'))
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start() {
      deaf = await listen(db, 'whispers', hear)
    },
    async stop() {
      await last
      await deaf?.()
      deaf = undefined
    },
  }
}
