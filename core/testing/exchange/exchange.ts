import type {
  Channel,
  DeskLine,
  Dial,
  EndCause,
  Phone,
  Signalling,
  Snapshot,
  VoiceEvent,
} from '../../plugin/index.ts'
import { writeWav } from '../../platform/files/sound/wav.ts'
import { type Floor, heardBy, heardIn, type Leg, type Tape } from './floor.ts'

/** An exchange in memory, with the phones of everybody: the second that implements the contract. */
export class Exchange {
  readonly floor: Floor = { legs: new Map(), playbacks: new Map(), tapes: new Map() }
  /** Where browsers' signalling goes: nowhere, unless a test has something there. */
  signalling: Signalling = { url: 'ws://127.0.0.1:9/ws', protocol: 'sip', domain: 'exchange.test' }
  /** Where desk phones register. */
  desk: DeskLine | undefined = { server: 'exchange.test', port: 5070, transport: 'tcp' }
  /** Keys that the core pressed. */
  readonly pressed: { leg: string; keys: string }[] = []
  /** What `fetch` answers. */
  wav = writeWav({ samples: new Float32Array(16_000), rate: 8000 })
  /** Nothing can be fetched from it. */
  isJammed = false
  /** What callers have left while nobody heard them, by the name of the tape. */
  readonly #left = new Map<string, VoiceEvent>()
  #phones = new Map<string, Phone>()
  readonly #online = new Set<string>()
  readonly #refusing = new Map<string, EndCause>()
  #ears: Channel | undefined
  #told: Promise<unknown> = Promise.resolve()
  #count = 0

  /** The account is open: it hears from now on, first how things are. */
  attach(ears: Channel) {
    this.#ears = ears
    this.tell({ type: 'rebuilt', snapshot: this.snapshot() })
    for (const message of this.#left.values()) this.tell(message)
  }

  detach(ears: Channel) {
    if (this.#ears === ears) this.#ears = undefined
  }

  /** Phones of staff register, or go. */
  register(phone: string, online = true) {
    if (online) this.#online.add(phone)
    else this.#online.delete(phone)
    this.tell({ type: 'phone', phone, online })
  }

  /** Whoever rings this phone or number is told so at once, from now on. */
  refuse(at: string, cause: EndCause) {
    this.#refusing.set(at, cause)
  }

  /** Somebody calls one of our numbers. Answers the leg. */
  call({ from, to }: { from: string; to: string }): string {
    const leg = `line-${++this.#count}`
    this.floor.legs.set(leg, { id: leg, at: from, from, to, state: 'ringing' })
    this.tell({ type: 'incoming', leg, from, to })
    return leg
  }

  /** A caller has left a message while nobody heard them, at this time (ISO 8601). Answers the name of the tape. */
  leave({ from, to, at }: { from: string; to: string; at: string }): string {
    const id = `away/${Date.parse(at)}-${from}-${to}`
    this.floor.tapes.set(id, { id, of: { leg: '' }, state: 'finished', voices: new Set([from]) })
    this.#left.set(id, { type: 'left', recording: id, from, to, at })
    return id
  }

  /** The tape is not needed any more. */
  erase(id: string) {
    this.floor.tapes.delete(id)
    this.#left.delete(id)
  }

  /** A phone of staff dials by itself. Answers the leg. */
  dialFrom(phone: string, keys: string): string {
    const leg = `line-${++this.#count}`
    this.floor.legs.set(leg, { id: leg, at: phone, state: 'up' })
    this.tell({ type: 'outgoing', leg, phone, keys })
    return leg
  }

  /** Who rings at this phone or number takes the call. */
  pickUp(at: string) {
    this.connect(this.legAt(at).id)
  }

  hangUp(at: string, cause: EndCause = 'normal') {
    this.end(this.legAt(at).id, cause)
  }

  press(at: string, key: string) {
    this.tell({ type: 'key', leg: this.legAt(at).id, key })
  }

  speak(at: string, on = true) {
    this.tell({ type: 'talking', leg: this.legAt(at).id, on })
  }

  transfer(at: string, keys: string) {
    this.tell({ type: 'transfer', leg: this.legAt(at).id, keys })
  }

  /** What is heard at this phone or number: see `heardBy`. Nothing where it is not on the line. */
  hears(at: string): string[] {
    const leg = [...this.floor.legs.values()].find((each) => each.at === at)
    return leg ? heardBy(this.floor, leg) : []
  }

  /** Lets what is played now, and does not repeat, come to its end. */
  playOut() {
    for (const { id, loop } of this.floor.playbacks.values()) if (!loop) this.finishPlaying(id)
  }

  legAt(at: string): Leg {
    const leg = [...this.floor.legs.values()].find((each) => each.at === at)
    if (!leg) throw new Error(`${at} is not on the line`)
    return leg
  }

  isRinging(at: string): boolean {
    return [...this.floor.legs.values()].some((leg) => leg.at === at && leg.state === 'ringing')
  }

  /** Resolves when everything that happened so far is stored. */
  async settle(): Promise<void> {
    const told = this.#told
    await told
    if (told !== this.#told) await this.settle()
  }

  tell(event: VoiceEvent) {
    const ears = this.#ears
    if (ears) this.#told = this.#told.then(() => ears.called(event)).catch(() => {})
  }

  snapshot(): Snapshot {
    return {
      legs: [...this.floor.legs.values()].map(({ id, state, room, from, to }) => ({
        leg: id,
        state,
        room,
        from,
        to,
      })),
      recordings: [...this.floor.tapes.values()].flatMap(({ id, state }) => (state === 'finished' ? [] : id)),
      phones: [...this.#online],
    }
  }

  know(phones: Phone[]) {
    this.#phones = new Map(phones.map((phone) => [phone.name, phone]))
  }

  ringOut(id: string, dialled: Dial) {
    const at = 'phone' in dialled.to ? dialled.to.phone : dialled.to.number
    const cause = this.#refusing.get(at) ?? this.#trouble(dialled)
    if (cause) return this.tell({ type: 'ended', leg: id, cause })
    this.floor.legs.set(id, { id, at, state: 'ringing', dialled })
    this.tell({ type: 'ringing', leg: id })
    if (dialled.auto) this.connect(id)
  }

  connect(id: string) {
    const leg = this.floor.legs.get(id)
    if (leg?.state !== 'ringing') return
    leg.state = 'up'
    this.overhear()
    this.tell({ type: 'answered', leg: id })
  }

  end(id: string, cause: EndCause) {
    if (!this.floor.legs.delete(id)) return
    this.tell({ type: 'ended', leg: id, cause })
    for (const tape of this.floor.tapes.values())
      if (tape.state !== 'finished' && heardIn(this.floor, tape.of).length === 0) this.finishTape(tape.id)
  }

  finishPlaying(id: string) {
    if (this.floor.playbacks.delete(id)) this.tell({ type: 'played', playback: id, ok: true })
  }

  /** Nothing is played to this leg any more. */
  silence(leg: string) {
    for (const { id, to } of this.floor.playbacks.values())
      if ('leg' in to && to.leg === leg) this.finishPlaying(id)
  }

  setTape(id: string, state: 'running' | 'paused') {
    const tape = this.floor.tapes.get(id)
    if (tape && tape.state !== 'finished') tape.state = state
    this.overhear()
  }

  finishTape(id: string) {
    const tape = this.floor.tapes.get(id)
    if (!tape || tape.state === 'finished') return
    tape.state = 'finished'
    this.tell({ type: 'recorded', recording: id, ok: true, seconds: 2 })
  }

  fetchTape(id: string): Buffer | undefined {
    if (this.isJammed) throw new Error('the exchange is jammed')
    return this.floor.tapes.get(id)?.state === 'finished' ? this.wav : undefined
  }

  tape(id: string): Tape | undefined {
    return this.floor.tapes.get(id)
  }

  /** Whatever is said now is on the tapes that run. */
  overhear() {
    for (const { state, of, voices } of this.floor.tapes.values())
      if (state === 'running') for (const voice of heardIn(this.floor, of)) voices.add(voice)
  }

  #trouble({ to }: Dial): EndCause | undefined {
    if ('number' in to) return undefined
    return this.#phones.has(to.phone) && this.#online.has(to.phone) ? undefined : 'unreachable'
  }
}
