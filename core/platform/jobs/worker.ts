import { randomUUID } from 'node:crypto'
import { batcher, type Db, isPostgres, listen, transaction } from '../db/index.ts'
import { later } from '../time.ts'
import { failureOf } from './failure.ts'
import {
  bury,
  claim,
  finish,
  type Job,
  nextDue,
  park,
  postpone,
  release,
  releaseAll,
  resume,
} from './queue.ts'

/**
 * What is done for jobs of one name. `run` gets the payload; `signal` ends with the lease or the process.
 * `buried` runs in the transaction that gives the job up. `delays` are the seconds before each further try; where it
 * `persists`, the last of them repeats and nothing is given up.
 */
export type Handler<P = unknown> = {
  run: (payload: P, context: { attempt: number; signal: AbortSignal }) => Promise<void>
  buried?: (trx: Db, payload: P, reason: string) => Promise<void>
  delays?: number[]
  persists?: true
}

export type Worker = {
  /** Names who does the jobs of this name. Jobs that nobody handles wait. */
  handle: <P>(name: string, handler: Handler<P>) => void
  start: () => Promise<void>
  /** Takes no more jobs, waits for the running ones at most `patience` milliseconds, gives the others back. */
  stop: (patience?: number) => Promise<void>
  /** Resolves when no job is due and none is running. */
  drain: () => Promise<void>
}

type Log = { warn: (fields: object, event: string) => void; error: (fields: object, event: string) => void }

const leaseSeconds = 60
const concurrency = 32
const usualDelays = [5, 30, 120, 600, 3600]
const longestRest = 30_000
// Whoever would have told that it has come may have died.
const longestWait = 60

type Options = { log: Log; clock: () => Date; random?: () => number }

/** Makes the worker of a database. `clock` decides what is due; `random` (0..1) spreads the tries. */
export function createWorker(db: Db, options: Options): Worker {
  return new QueueWorker(db, options)
}

class QueueWorker implements Worker {
  readonly #db: Db
  readonly #options: Required<Options>
  readonly #handlers = new Map<string, Handler>()
  readonly #running = new Map<Job, Promise<void>>()
  readonly #stopping = new AbortController()
  /** Jobs that end together leave in one commit. */
  readonly #finish: (job: Job) => Promise<void>
  #deafen: (() => Promise<void>) | undefined
  #timer: NodeJS.Timeout | undefined
  #claiming: Promise<unknown> = Promise.resolve()
  #ended = 0

  constructor(db: Db, options: Options) {
    this.#db = db
    this.#options = { ...options, random: options.random ?? Math.random }
    this.#finish = batcher<Job, void>(db, async (trx, jobs) => {
      await finish(trx, jobs)
      return jobs.map(() => undefined)
    })
  }

  handle<P>(name: string, handler: Handler<P>) {
    this.#handlers.set(name, handler as Handler)
  }

  async start() {
    if (!isPostgres(this.#db)) await releaseAll(this.#db)
    this.#deafen = await listen(this.#db, 'jobs', () => void this.#wake())
    await this.#wake()
  }

  async stop(patience = 5000) {
    const deafen = this.#deafen
    this.#deafen = undefined
    clearTimeout(this.#timer)
    await deafen?.()
    await Promise.race([this.#settled(), wait(patience)])
    this.#stopping.abort()
    await this.#claiming
    await Promise.race([this.#settled(), wait(1000)])
  }

  async drain() {
    let ended: number
    do {
      await this.#settled()
      ended = this.#ended
      // What ends during a claim may free the next of its key, which that claim did not see.
    } while ((await this.#take()) > 0 || this.#running.size > 0 || ended !== this.#ended)
  }

  async #wake() {
    const taken = await this.#take().catch(() => 0)
    if (taken > 0 || !this.#deafen) return
    const next = await nextDue(this.#db).catch(() => undefined)
    const rest = next ? Date.parse(next) - this.#options.clock().getTime() : longestRest
    clearTimeout(this.#timer)
    if (this.#deafen !== undefined)
      this.#timer = setTimeout(() => this.#wake(), clamp(rest, 50, longestRest)).unref()
  }

  /** One claim after the other, so that a ring during a claim is not lost. Answers how many were taken. */
  #take(): Promise<number> {
    const next = this.#claiming.then(() => this.#takeSome())
    this.#claiming = next.catch((error) => this.#options.log.error({ error }, 'jobs.claim-failed'))
    return next
  }

  async #takeSome(): Promise<number> {
    const limit = concurrency - this.#running.size
    if (this.#stopping.signal.aborted || limit <= 0) return 0
    const now = this.#options.clock()
    const lease = {
      token: randomUUID(),
      now: now.toISOString(),
      leasedUntil: later(now, leaseSeconds * 1000),
      limit,
    }
    const jobs = await claim(this.#db, lease)
    for (const job of jobs) this.#begin(job)
    return jobs.length
  }

  #begin(job: Job) {
    const done = this.#work(job)
      .catch((error) => this.#options.log.error({ error, job: job.id }, 'jobs.bookkeeping-failed'))
      .finally(() => this.#end(job))
    this.#running.set(job, done)
    if (this.#deafen) void done.then(() => this.#wake())
  }

  #end(job: Job) {
    this.#running.delete(job)
    this.#ended++
  }

  async #work(job: Job) {
    const handler = this.#handlers.get(job.name)
    if (!handler)
      return postpone(this.#db, job, later(this.#options.clock(), 60_000), `nobody handles ${job.name}`)
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout((leaseSeconds - 10) * 1000)])
    try {
      await handler.run(job.payload, { attempt: job.attempts, signal })
      await this.#finish(job)
    } catch (error) {
      if (this.#stopping.signal.aborted) await release(this.#db, job)
      else await this.#fail(job, handler, error)
    }
  }

  async #fail(job: Job, handler: Handler, error: unknown) {
    const { message, permanent, retryAfter, waitsFor, hasCome } = failureOf(error)
    const { clock, log, random } = this.#options
    if (waitsFor) {
      const dueAt = later(clock(), (retryAfter ?? longestWait) * 1000)
      await park(this.#db, job, { waitsFor, dueAt, reason: message })
      return hasCome?.() ? resume(this.#db, waitsFor, clock().toISOString()) : undefined
    }
    const { delays = usualDelays, persists } = handler
    const delay = delays[job.attempts - 1] ?? (persists ? delays.at(-1) : undefined)
    log.warn(
      { job: job.id, name: job.name, attempt: job.attempts, reason: message, permanent },
      'jobs.failed',
    )
    if (delay !== undefined && (persists || !permanent)) {
      const jittered = delay * (0.5 + random() / 2)
      return postpone(this.#db, job, later(clock(), (retryAfter ?? jittered) * 1000), message)
    }
    await transaction(this.#db, async (trx) => {
      if (await bury(trx, job, message)) await handler.buried?.(trx, job.payload, message)
    })
  }

  #settled() {
    return Promise.all(this.#running.values())
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function wait(milliseconds: number) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
}
