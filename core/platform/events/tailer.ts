import { type Db, isPostgres, listen } from '../db/index.ts'
import { beginning } from './cursor.ts'
import { type Event, head, hasUnsettled, read } from './log.ts'

type Listener = (events: Event[]) => Promise<void> | void

/** Tells every fact that commits after `start` to every listener, in order, in batches. */
export type Tailer = {
  /** Adds a listener; answers what takes it away. A listener that throws is logged and heard no less next time. */
  on: (listener: Listener) => () => void
  start: () => Promise<void>
  stop: () => Promise<void>
  /** How far it has read: everything up to here has been told, or is being told now. */
  place: () => string
  /** Resolves when everything committed before the call has been told. */
  drain: () => Promise<void>
}

type Log = { error: (fields: object, event: string) => void }

const unsettledAfter = 5
const safetyPoll = 2000

/** Makes the tailer of a database; `log` gets what listeners throw. */
export function createTailer(db: Db, log: Log): Tailer {
  return new LogTailer(db, log)
}

class LogTailer implements Tailer {
  readonly #db: Db
  readonly #log: Log
  readonly #listeners = new Set<Listener>()
  #cursor = beginning
  #running: Promise<void> | undefined
  #again = false
  #timer: NodeJS.Timeout | undefined
  #deafen: (() => Promise<void>) | undefined

  constructor(db: Db, log: Log) {
    this.#db = db
    this.#log = log
  }

  on(listener: Listener) {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async start() {
    this.#cursor = await head(this.#db)
    this.#deafen = await listen(this.#db, 'events', () => void this.#wake())
    await this.#wake()
  }

  async stop() {
    const deafen = this.#deafen
    this.#deafen = undefined
    clearTimeout(this.#timer)
    await deafen?.()
    await this.#running
  }

  place() {
    return this.#cursor
  }

  async drain() {
    await this.#wake()
    if (!(await this.#isHeldBack())) return
    await new Promise((resolve) => setTimeout(resolve, unsettledAfter))
    await this.drain()
  }

  #wake(): Promise<void> {
    this.#again = true
    this.#running ??= this.#run()
    return this.#running
  }

  /** Whoever rings while this runs is heard: nothing waits between the last look at `again` and the end. */
  async #run() {
    let isHeldBack = false
    try {
      while (this.#again) {
        this.#again = false
        await this.#pump()
        isHeldBack = await this.#isHeldBack()
      }
    } catch (error) {
      this.#log.error({ error }, 'events.read-failed')
    }
    this.#rest(isHeldBack ? unsettledAfter : safetyPoll)
    this.#running = undefined
  }

  async #pump() {
    for (let events = await this.#next(); events.length > 0; events = await this.#next()) {
      this.#cursor = events.at(-1)?.cursor ?? this.#cursor
      for (const listener of this.#listeners) await tell(listener, events, this.#log)
    }
  }

  #next() {
    return read(this.#db, this.#cursor)
  }

  /** Whether something has committed that an older, running transaction keeps from being read. */
  async #isHeldBack() {
    return isPostgres(this.#db) && hasUnsettled(this.#db, this.#cursor)
  }

  #rest(milliseconds: number) {
    clearTimeout(this.#timer)
    if (this.#deafen) this.#timer = setTimeout(() => this.#wake(), milliseconds).unref()
  }
}

async function tell(listener: Listener, events: Event[], log: Log) {
  try {
    await listener(events)
  } catch (error) {
    log.error({ error, first: events[0]?.cursor }, 'events.listener-failed')
  }
}
