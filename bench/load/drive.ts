import { randomUUID } from 'node:crypto'
import { percentile } from '../figure.ts'
import type { Crowd } from './crowd.ts'

/** How a message is written, and how its arrivals are told apart. */
export type Wire = {
  crowd: Crowd
  message: (visitor: number, uid: string, text: string) => object
  /** Calls with the visitor whose message has arrived at the desk. */
  onDesk: (listener: (visitor: number) => void) => void
}
/** Messages a second, and milliseconds from the visitor's send to the desk. */
export type Result = { rate: number; p50: number; p99: number }

type Waiting = { began: number; missing: number; done: () => void }

/** Sends on a wire, one message of a visitor at a time, and knows when each is acknowledged and at the desk. */
export class Driver {
  readonly #wire: Wire
  readonly #idle: number[]
  readonly #waiting = new Map<number, Waiting>()
  #latencies: number[] = []

  constructor(wire: Wire) {
    this.#wire = wire
    this.#idle = Array.from({ length: wire.crowd.size }, (_, visitor) => visitor)
    wire.crowd.onFrame((visitor, { t, ...rest }) => {
      if (t === 'ack') this.#arrive(visitor)
      if (t === 'error') throw new Error(`A message was refused: ${JSON.stringify(rest)}`)
    })
    wire.onDesk((visitor) => {
      const waiting = this.#waiting.get(visitor)
      if (waiting) this.#latencies.push(performance.now() - waiting.began)
      this.#arrive(visitor)
    })
  }

  /** This many messages are under way at any time, for some seconds. */
  async closed(lanes: number, seconds: number): Promise<Result> {
    this.#latencies = []
    const end = performance.now() + seconds * 1000
    const lane = async () => {
      while (performance.now() < end) await this.#one()
    }
    const began = performance.now()
    await Promise.all(Array.from({ length: lanes }, lane))
    return this.#result(performance.now() - began)
  }

  /** This many a second, evenly, whether or not the earlier ones have arrived. */
  async steady(rate: number, seconds: number): Promise<Result> {
    this.#latencies = []
    const began = performance.now()
    const sent: Promise<void>[] = []
    while (sent.length < rate * seconds) {
      const due = Math.floor(((performance.now() - began) / 1000) * rate)
      while (sent.length < Math.min(due, rate * seconds)) sent.push(this.#one())
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    await Promise.all(sent)
    return this.#result(performance.now() - began)
  }

  /** Everybody says something once. */
  async greet(): Promise<void> {
    const everybody = this.#idle.length
    await Promise.all(
      Array.from({ length: 50 }, async (_, lane) => {
        for (let said = lane; said < everybody; said += 50) await this.#one(1)
      }),
    )
  }

  #one(missing = 2): Promise<void> {
    const visitor = this.#idle.shift()
    if (visitor === undefined) throw new Error('Everybody is waiting: the server does not keep up.')
    return new Promise((resolve) => {
      const done = () => (this.#idle.push(visitor), resolve())
      this.#waiting.set(visitor, { began: performance.now(), missing, done })
      this.#wire.crowd.send(
        visitor,
        this.#wire.message(visitor, randomUUID(), '您好，想咨询一下热玛吉的价格和恢复期'),
      )
    })
  }

  #arrive(visitor: number) {
    const waiting = this.#waiting.get(visitor)
    if (!waiting || (waiting.missing -= 1) > 0) return
    this.#waiting.delete(visitor)
    waiting.done()
  }

  #result(milliseconds: number): Result {
    const times = this.#latencies
    return {
      rate: (times.length / milliseconds) * 1000,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
    }
  }
}
