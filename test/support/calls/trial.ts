import assert from 'node:assert/strict'
import {
  type Advance,
  advance,
  beginIncoming,
  beginOutgoing,
  type CallAction,
  type Command,
  type Fact,
  type Input,
  type Live,
  type Outgoing,
  type TimerName,
  type World,
} from '../../../core/modules/calls/engine/index.ts'
import type { Flow, QueueSettings } from '../../../core/modules/lines/index.ts'
import type { EndCause, VoiceEvent } from '../../../core/plugin/index.ts'
import { Floor } from './floor.ts'

export const [mei, hao, yun] = [2, 3, 4]
export const [skin, eyes] = [1, 2]
export const anna = 'line-1'
export const annaNumber = '+8613900139000'
export const outside = '+862161234567'

/** What a step may look at, as data that a test changes. */
export type House = {
  now: number
  flow: Flow | undefined
  isOpen: boolean
  queue: QueueSettings
  waiting: number
  phones: Map<number, { phone: string; auto: boolean; parked?: string }>
  busy: Set<number>
  next: number | undefined
}

export const queue: QueueSettings = {
  ringSeconds: 20,
  wrapSeconds: 30,
  announceSeconds: 45,
  mostWaiting: 0,
  mostSeconds: 300,
  overflow: { to: 'voicemail', teamId: skin },
  callbackAfter: 60,
  missesToAway: 2,
}

export const flow: Flow = {
  greeting: { house: 'greeting' },
  notice: { house: 'notice' },
  hours: 'clinic',
  start: { to: 'queue', teamId: skin },
  closed: { to: 'end', say: { house: 'closed' } },
  menus: {},
}

/** A clinic with three phones. */
export function house(changes: Partial<House> = {}): House {
  return {
    now: Date.parse('2026-07-01T02:00:00.000Z'),
    flow,
    isOpen: true,
    queue,
    waiting: 0,
    phones: new Map([mei, hao, yun].map((id) => [id, { phone: `800${id}`, auto: false }])),
    busy: new Set(),
    next: yun,
    ...changes,
  }
}

/** What a step sees of the house. */
export function worldOf(of: House): World {
  return {
    now: new Date(of.now).toISOString(),
    flow: of.flow,
    isOpen: of.isOpen,
    queue: () => of.queue,
    sound: (ref) => ({ url: 'house' in ref ? `/${ref.house}.wav` : `/${ref.sound}.wav` }),
    say: ({ position }) => [{ url: `/place-${position}.wav` }],
    place: { position: 2, seconds: 120 },
    waiting: () => of.waiting,
    phoneOf: (agentId) => of.phones.get(agentId),
    isFree: (agentId) => !of.busy.has(agentId),
    nextOf: () => of.next,
    meant: (keys) => (keys === '8004' ? { agentId: yun } : undefined),
    shown: { name: 'Anna', number: '139****9000' },
    line: '+862150000000',
  }
}

/** One call on an exchange of data, driven as people and carriers would drive it. */
export class Trial {
  readonly floor = new Floor()
  readonly facts: Fact[] = []
  /** Of the last step. */
  commands: Command[][] = []
  live: Live
  readonly house: House

  private constructor(of: House, begin: (world: World) => Advance, floor?: (floor: Floor) => void) {
    this.house = of
    floor?.(this.floor)
    this.live = this.#take(begin(worldOf(of)))
    this.#hearNews()
  }

  /** Anna rings. */
  static incoming(of: House = house(), from = annaNumber): Trial {
    const arrive = (floor: Floor) => {
      floor.arrive(anna)
      for (const { parked } of of.phones.values()) if (parked) floor.arrive(parked, 'up')
    }
    return new Trial(of, (world) => beginIncoming({ uid: 'c1', leg: anna, from }, world), arrive)
  }

  /** Somebody of staff rings Anna. */
  static outgoing(of: House = house(), call: Partial<Outgoing> = {}): Trial {
    const asked: Outgoing = { uid: 'c1', purpose: 'agent', agentId: hao, number: annaNumber, ...call }
    const park = (floor: Floor) => {
      for (const { parked } of of.phones.values()) if (parked) floor.arrive(parked, 'up')
    }
    return new Trial(of, (world) => beginOutgoing(asked, world), park)
  }

  /** Anna talks with Hao. */
  static talking(of: House = house()): Trial {
    return Trial.incoming(of).sayOut().offer(hao).pickUp(hao)
  }

  input(input: Input): this {
    this.live = this.#take(advance(this.live, input, worldOf(this.house)))
    this.#hearNews()
    return this
  }

  event(event: VoiceEvent): this {
    return this.input({ type: 'voice', event })
  }

  act(agentId: number, action: CallAction): this {
    return this.input({ type: 'action', agentId, action })
  }

  offer(agentId: number): this {
    return this.input({ type: 'offer', agentId })
  }

  /** The time of a timer has come. */
  expire(name: TimerName): this {
    const at = this.live.timers[name] ?? assert.fail(`No timer ${name}`)
    this.house.now = Date.parse(at)
    return this.input({ type: 'timer', name })
  }

  pass(seconds: number): this {
    this.house.now += seconds * 1000
    return this
  }

  pickUp(who: number | string): this {
    this.floor.pickUp(this.leg(who))
    return this.#hearNews()
  }

  hangUp(who: number | string, cause: EndCause = 'normal', code?: number): this {
    this.floor.leave(this.leg(who), cause, code)
    return this.#hearNews()
  }

  press(key: string): this {
    return this.event({ type: 'key', leg: this.live.customer, key })
  }

  /** What is said comes to its end. */
  sayOut(ok = true): this {
    this.floor.playOut(this.live.words?.playback ?? assert.fail('Nothing is said'), ok)
    return this.#hearNews()
  }

  hears(who: number | string): string[] {
    return this.floor
      .hears(this.leg(who))
      .map((heard) => this.#nameOf(heard))
      .sort()
  }

  /** Last facts of a type, the newest first. */
  fact<Type extends Fact['type']>(type: Type): Extract<Fact, { type: Type }> {
    const isIt = (fact: Fact): fact is Extract<Fact, { type: Type }> => fact.type === type
    return this.facts.findLast(isIt) ?? assert.fail(`No fact ${type}`)
  }

  told(type: Fact['type']): number {
    return this.facts.filter((fact) => fact.type === type).length
  }

  /** The leg of an agent, of a number, or by its id. */
  leg(who: number | string): string {
    if (typeof who === 'string' && (who === this.live.customer || this.floor.legs.has(who))) return who
    const isTheirs = (id: string) => {
      const leg = this.live.legs[id]
      return leg?.agentId === who || leg?.number === who
    }
    return Object.keys(this.live.legs).find(isTheirs) ?? assert.fail(`${who} is not in the call`)
  }

  isIn(who: number): boolean {
    return Object.values(this.live.legs).some(({ agentId }) => agentId === who)
  }

  #take({ live, commands, facts }: Advance): Live {
    this.commands = commands
    this.facts.push(...facts)
    this.floor.run(commands)
    return live
  }

  #hearNews(): this {
    for (let event = this.floor.news.shift(); event; event = this.floor.news.shift()) {
      const commands = this.commands
      this.live = this.#take(advance(this.live, { type: 'voice', event }, worldOf(this.house)))
      if (this.commands.length === 0) this.commands = commands
    }
    return this
  }

  #nameOf(heard: string): string {
    const leg = this.live.legs[heard]
    if (heard === this.live.customer) return 'anna'
    return leg ? String(leg.agentId ?? leg.number) : heard
  }
}
