import { setTimeout } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { Line } from '../account.ts'
import { type Dict, text } from '../json.ts'
import { begin } from './beginning.ts'
import { Chores } from './chores.ts'
import type { Floor } from './floor.ts'
import { recount } from './beside.ts'
import { heard } from './heard.ts'
import { bringMessages } from './messages.ts'
import { registered } from '../voice/snapshot.ts'
import { callExchange, follow } from './socket.ts'
import { tidy } from './tidying.ts'
import { createTurn, type Turn } from './turn.ts'

/** `hears`: this process does; `waits`: another one does; `away`: the exchange is not there. */
export type Hearing = 'hears' | 'waits' | 'away'

const beatMilliseconds = 5000
const firstDelay = 250
const longestDelay = 5000
const messageMilliseconds = 10_000
const settleMilliseconds = 3000

/**
 * Hears the exchange for as long as the account is open: connects again and again, lets another process have its turn,
 * and tells the house everything in the order in which it came.
 */
export class Ears {
  state: Hearing = 'away'
  readonly #line: Line
  readonly #turn: Turn
  readonly #chores: Chores
  #socket: WebSocket | undefined
  #floor: Floor = { legs: new Map(), phones: new Map() }
  #told: Promise<void> = Promise.resolve()
  #attempts = 0
  #isOpen = true
  readonly #settled = Promise.withResolvers<void>()

  constructor(line: Line) {
    this.#line = line
    this.#turn = createTurn(line)
    this.#chores = new Chores(line.tools.log)
    this.#chores.later(0, () => this.#look())
  }

  /** What it does; of an account that has just been opened that is known a moment later. */
  async settled(): Promise<Hearing> {
    await Promise.race([this.#settled.promise, setTimeout(settleMilliseconds, undefined, { ref: false })])
    return this.state
  }

  /** An exchange that comes by itself is at the door. `answered` hears what it answers to requests. */
  welcome(socket: WebSocket, answered: (said: Dict) => void) {
    if (this.#isOpen) this.#attend(socket, answered)
    else socket.close()
  }

  /** Resolves when everything that has come so far is told. */
  async close() {
    this.#isOpen = false
    this.#chores.close()
    this.#socket?.close()
    await this.#told
    await this.#turn.leave()
  }

  /** Keeps the turn, or takes it where nobody has it. */
  async #look() {
    try {
      if (this.#socket) await this.#stay(this.#socket)
      else if (await this.#turn.isOurs()) await this.#take()
      else this.#is('waits')
    } catch (error) {
      this.#line.tools.log.debug({ error }, 'asterisk.not-reached')
      this.#attempts++
    }
    const isSettled = this.#socket !== undefined || this.state === 'waits'
    this.#chores.later(isSettled ? beatMilliseconds : delayOf(this.#attempts), () => this.#look())
  }

  /** Phones that came or went without a word are told, too. */
  async #stay(socket: WebSocket) {
    await this.#turn.keep()
    if (this.state !== 'hears') return
    const there = await registered(this.#line)
    this.#queue(socket, async () => {
      for (const event of recount(this.#floor, there)) await this.#line.channel.called(event)
    })
  }

  async #take() {
    await this.#turn.keep()
    const { account } = this.#line
    if (this.#isOpen && !account.comes) this.#attend(callExchange(account))
  }

  /** Listens to this socket from now on, and to no other. */
  #attend(socket: WebSocket, answered?: (said: Dict) => void) {
    const floor: Floor = { legs: new Map(), phones: new Map() }
    this.#floor = floor
    this.#socket?.close()
    this.#socket = socket
    follow(socket, {
      hear: (said) => {
        const type = text(said, 'type')
        if (type === 'RESTResponse') answered?.(said)
        else if (type === 'ApplicationReplaced') this.#stepBack(socket)
        else this.#queue(socket, () => this.#hear(floor, said))
      },
      over: () => this.#lose(socket),
    })
    const enter = () => {
      this.#queue(socket, () => this.#begin(floor))
      this.#collect(socket)
    }
    // An exchange that comes to us may miss what is said before it has spoken.
    if (answered) socket.once('message', enter)
    else socket.once('open', enter)
  }

  async #begin(floor: Floor) {
    await begin(this.#line, floor)
    this.#attempts = 0
    this.#is('hears')
  }

  #is(state: 'hears' | 'waits') {
    this.state = state
    this.#settled.resolve()
  }

  /** What callers have left while nobody heard them; those who are still at it are waited for. */
  #collect(socket: WebSocket) {
    this.#queue(socket, async () => {
      if (this.#socket !== socket) return
      const more = await bringMessages(this.#line).catch((error: unknown) => {
        this.#line.tools.log.warn({ error }, 'asterisk.messages-not-told')
        return true
      })
      if (more) this.#chores.later(messageMilliseconds, async () => this.#collect(socket))
    })
  }

  async #hear(floor: Floor, said: Dict) {
    const event = heard(floor, said)
    this.#chores.now(tidy(this.#line, said, this.#chores))
    if (event) await this.#line.channel.called(event)
  }

  /** Another process hears from now on; what has come so far is told. */
  #stepBack(socket: WebSocket) {
    if (this.#socket !== socket) return
    this.#socket = undefined
    this.state = 'waits'
    socket.close()
  }

  #lose(socket: WebSocket) {
    if (this.#socket !== socket || !this.#isOpen) return
    this.#socket = undefined
    if (this.state === 'hears') this.#queue(socket, () => this.#line.channel.called({ type: 'lost' }))
    this.state = 'away'
    this.#chores.later(delayOf(this.#attempts++), () => this.#again())
  }

  async #again() {
    if (!this.#socket && (await this.#turn.isOurs())) await this.#take()
  }

  /** One after the other. What the house could not take is not passed over: the connection ends, and how things are is told anew. */
  #queue(socket: WebSocket, work: () => Promise<void>) {
    this.#told = this.#told.then(work).catch((error: unknown) => {
      this.#line.tools.log.warn({ error }, 'asterisk.not-told')
      socket.terminate()
    })
  }
}

/** 250 ms, 500 ms … 5 s, of which the last half is up to chance. */
function delayOf(attempts: number): number {
  return Math.min(firstDelay * 2 ** attempts, longestDelay) * (0.5 + Math.random() / 2)
}
