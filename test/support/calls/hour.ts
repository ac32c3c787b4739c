import assert from 'node:assert/strict'
import { Conflict } from '../../../core/errors.ts'
import {
  type Advance,
  advance,
  beginIncoming,
  beginOutgoing,
  type CallAction,
  type Fact,
  type Input,
  type Live,
  type TimerName,
  timerNames,
} from '../../../core/modules/calls/engine/index.ts'
import type { VoiceEvent } from '../../../core/plugin/index.ts'
import { Floor } from './floor.ts'
import type { Happening, Plain } from './happenings.ts'
import type { Setting } from './settings.ts'
import { anna, annaNumber, hao, type House, worldOf } from './trial.ts'
import { checkStaff, checkTruths } from './truths.ts'

/** A call through random happenings; after each, what must be true is checked. */
export class Hour {
  live: Live
  readonly floor = new Floor()
  readonly facts: Fact[] = []
  readonly house: House
  readonly #parked: string[]
  readonly #first: () => Advance
  readonly #log: { input: Input; house: House; result: string }[] = []
  readonly #reserved: number[] = []
  readonly #told: VoiceEvent[] = []
  #unmuted: string[] = []

  constructor(setting: Setting) {
    this.house = setting.house
    this.#parked = [...setting.house.phones.values()].flatMap(({ parked }) => parked ?? [])
    for (const leg of this.#parked) this.floor.arrive(leg, 'up')
    if (setting.begins === 'in') this.floor.arrive(anna)
    const began = copyOf(this.house)
    this.#first = () => begin(setting, began)
    this.live = this.#apply(this.#first())
    this.#tellAll()
    this.check()
  }

  happen(happening: Happening) {
    if (happening.is === 'crash') this.#crash(happening.after, happening.next)
    else if (happening.is === 'late') this.#do(happening.next)
    else {
      this.#do(happening)
      this.#tellAll()
      this.check()
    }
  }

  check() {
    checkTruths(this.live, this.floor, this.#parked)
    checkStaff(this.facts, this.live, this.#reserved)
  }

  /** Anna hangs up wherever she is, and nothing is left. Where she was not reached yet, staff give up. */
  finish() {
    this.#tellAll()
    this.floor.leave(this.live.customer)
    this.#tellAll()
    if (this.live.phase.in === 'dialling')
      this.#input({ type: 'action', agentId: hao, action: { do: 'hang-up' } })
    this.#tellAll()
    this.check()
    assert.equal(this.live.state, 'ended')
  }

  /** The same inputs once more make the same commands. */
  replay() {
    let { live } = this.#first()
    for (const { input, house: then, result } of this.#log) {
      const again = advance(live, input, worldOf(then))
      assert.equal(JSON.stringify(again), result)
      live = JSON.parse(JSON.stringify(again.live))
    }
  }

  #do(happening: Plain) {
    switch (happening.is) {
      case 'picked-up':
        return this.#leg('ringing', happening.pick, (leg) => this.floor.pickUp(leg))
      case 'ended':
        return this.#leg('any', happening.pick, (leg) => this.floor.leave(leg, happening.cause, 17))
      case 'played':
        return this.#one(this.#words(), happening.pick, (words) => this.floor.playOut(words))
      case 'recorded':
        return this.#one([...this.floor.tapes.keys()], 0, (tape) =>
          this.floor.finishTape(tape, happening.seconds, happening.ok),
        )
      case 'timer':
        return this.#one(timersOf(this.live), happening.pick, (name) => this.#expire(name))
      case 'again':
        return this.#one(this.#told, happening.pick, (event) => this.#repeat(event))
      case 'key':
        return this.#hear({ type: 'key', leg: this.live.customer, key: happening.key })
      case 'offer':
        this.#reserved.push(happening.agentId)
        return this.#input({ type: 'offer', agentId: happening.agentId })
      case 'act':
        return this.#input({
          type: 'action',
          agentId: this.#who(happening.agentId),
          action: this.#aimed(happening.action),
        })
      case 'desk':
        return this.#desk(happening.agentId, happening.key)
      case 'speaks':
        return this.#legOf(happening.agentId, (leg) => this.#hear({ type: 'talking', leg, on: true }))
      case 'refused':
        return this.#leg('ringing', happening.pick, (leg) => this.#refuse(leg))
      case 'phone':
        return this.#phone(happening.agentId, happening.there)
      case 'busy':
        return void (happening.busy
          ? this.house.busy.add(happening.agentId)
          : this.house.busy.delete(happening.agentId))
    }
  }

  /** What was ordered is done in part, what happened meanwhile is never told, and then we see how things are. */
  #crash(after: number, next: Plain) {
    const run = this.floor.run.bind(this.floor)
    this.floor.run = (batches) => run(batches.slice(0, after))
    try {
      this.#do(next)
    } finally {
      this.floor.run = run
    }
    this.floor.news.length = 0
    this.#rebuild()
    this.check()
    const before = shapeOf(this.live)
    this.#rebuild()
    this.check()
    assert.equal(shapeOf(this.live), before, 'rebuilding converges')
  }

  #rebuild() {
    this.#parkAgain()
    this.#input({ type: 'rebuilt', ...this.floor.snapshot() })
    this.#tellAll()
  }

  /** Parked legs that are in no call are the house's own to bring back. */
  #parkAgain() {
    for (const leg of this.#parked.filter((each) => !this.live.legs[each]))
      this.floor.run([
        [
          { do: 'mute', leg, on: false },
          { do: 'hold', leg, music: 'silence' },
        ],
      ])
  }

  #tellAll() {
    for (const leg of this.#unmuted.splice(0)) this.#input({ type: 'unmuted', leg })
    for (let event = this.floor.news.shift(); event; event = this.floor.news.shift()) {
      this.#told.push(event)
      this.#hear(event)
    }
  }

  #hear(event: VoiceEvent) {
    this.#input({ type: 'voice', event })
  }

  #repeat(event: VoiceEvent) {
    const before = JSON.stringify(this.live)
    const { commands, facts, live } = advance(this.live, { type: 'voice', event }, worldOf(this.house))
    assert.deepEqual([commands, facts], [[], []], `twice: ${JSON.stringify(event)}`)
    assert.equal(JSON.stringify(live), before)
  }

  #expire(name: TimerName) {
    const at = this.live.timers[name]
    if (at) this.house.now = Math.max(this.house.now, Date.parse(at))
    this.#input({ type: 'timer', name })
  }

  #refuse(leg: string) {
    if (this.live.legs[leg]?.number === undefined) return
    this.floor.legs.delete(leg)
    this.#input({ type: 'refused', leg })
  }

  #desk(agentId: number, key: string) {
    this.#legOf(agentId, (leg) =>
      this.#hear(
        key.startsWith('8') || key.startsWith('9')
          ? { type: 'transfer', leg, keys: key }
          : { type: 'held', leg, on: key === 'hold' },
      ),
    )
  }

  #phone(agentId: number, there: boolean) {
    if (there) this.house.phones.set(agentId, { phone: `800${agentId}`, auto: false })
    else this.house.phones.delete(agentId)
  }

  #input(input: Input) {
    const { live } = this
    this.#unparkDead()
    const frozen = JSON.stringify(live)
    const then = copyOf(this.house)
    try {
      const result = advance(live, input, worldOf(this.house))
      this.#log.push({ input, house: then, result: JSON.stringify(result) })
      this.live = this.#apply(result)
    } catch (error) {
      if (!(error instanceof Conflict) || !(input.type === 'action' || input.type === 'offer')) throw error
    }
    assert.equal(JSON.stringify(live), frozen, 'a step changes nothing of what it was given')
  }

  /** Whose parked leg has died has an ordinary phone. */
  #unparkDead() {
    for (const own of this.house.phones.values())
      if (own.parked && !this.floor.legs.has(own.parked)) delete own.parked
  }

  #apply({ live, commands, facts }: Advance): Live {
    this.facts.push(...facts)
    this.floor.run(commands)
    this.#unmuted = commands.flat().flatMap((each) => (each.do === 'mute' && !each.on ? each.leg : []))
    return JSON.parse(JSON.stringify(live))
  }

  /** 0 is whose call it is. */
  #who(agentId: number): number {
    return agentId || (this.live.owner?.agentId ?? hao)
  }

  #aimed(action: CallAction): CallAction {
    if (action.do !== 'drop') return action
    const guest = Object.keys(this.live.legs).find((id) => this.live.legs[id]?.party === 'guest')
    return { do: 'drop', leg: guest ?? 'nobody' }
  }

  #words(): string[] {
    return [...this.floor.playing].flatMap(([id, { tone }]) => (tone ? [] : [id]))
  }

  #leg(which: 'ringing' | 'any', pick: number, then: (leg: string) => void) {
    const legs = [...this.floor.legs].filter(
      ([id, { state }]) => this.live.legs[id] && (which === 'any' || state === which),
    )
    const isAway = (id: string) => id === anna && which === 'ringing'
    this.#one(
      legs.flatMap(([id]) => (isAway(id) ? [] : id)),
      pick,
      then,
    )
  }

  #legOf(agentId: number, then: (leg: string) => void) {
    const leg = Object.keys(this.live.legs).find((id) => this.live.legs[id]?.agentId === agentId)
    if (leg) then(leg)
  }

  #one<Item>(items: Item[], pick: number, then: (item: Item) => void) {
    const item = items[pick % Math.max(1, items.length)]
    if (item !== undefined) then(item)
  }
}

function begin({ begins, from }: Setting, of: House): Advance {
  const world = worldOf(of)
  if (begins === 'in') return beginIncoming({ uid: 'c1', leg: anna, from }, world)
  const opening = begins === 'robot' ? { opening: [{ url: '/hello.wav' }] } : {}
  const purpose = begins === 'robot' ? 'robot' : 'agent'
  return beginOutgoing({ uid: 'c1', purpose, agentId: hao, number: annaNumber, ...opening }, world)
}

function copyOf(of: House): House {
  return structuredClone(of)
}

function timersOf(live: Live): TimerName[] {
  return timerNames.filter((name) => live.timers[name])
}

/** The call but for the names that were made meanwhile. */
function shapeOf(live: Live): string {
  return JSON.stringify({ ...live, made: 0, timers: {}, stopping: [], holdMs: 0 }).replaceAll(/-\d+/g, '')
}
