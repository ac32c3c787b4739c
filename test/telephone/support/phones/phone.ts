import { until } from '../../../support/until.ts'
import type { Media } from '../audio/media.ts'
import { Agent, type Identity } from '../sip/agent.ts'
import { Call } from '../sip/call.ts'
import { Dialog } from '../sip/dialog.ts'
import { headerOf, headersOf, type Message, methodOf, statusOf } from '../sip/message.ts'
import type { Wire } from '../sip/wire.ts'

/** What a phone does with a call: lets it ring, picks up at once, or refuses with a status as `486 Busy Here`. */
export type Manner = 'ring' | 'answer' | { refuse: string }

export type PhoneOptions = {
  identity: Identity
  connect: (listener: (text: string) => void) => Promise<Wire>
  media: () => Promise<Media>
  /** The tone that this phone speaks with in every call. */
  voice?: number
}

/** A phone that speaks with a tone of its own and tells what it hears. */
export class Phone {
  readonly agent: Agent
  /** Every call so far, in and out. */
  readonly calls: Call[] = []
  /** What it does with a call to this number. Asked to pick up by itself, it does so whatever this says, where it obeys. */
  manner: (number: string) => Manner = () => 'ring'
  obeys = true
  readonly #options: PhoneOptions
  readonly #met = new Set<Call>()
  #registration: Dialog | undefined
  #heard = Promise.resolve()

  constructor(options: PhoneOptions) {
    this.#options = options
    this.agent = new Agent(options.identity, (request) => {
      // One after the other: who gives up while we still open a voice for the call finds it.
      this.#heard = this.#heard.then(() => this.#hear(request))
    })
  }

  async connect(): Promise<this> {
    await this.agent.connect(this.#options.connect)
    return this
  }

  /** Registers for so many seconds; 0 signs off. Throws where the exchange refuses. */
  async register(seconds = 300) {
    const { user, domain } = this.agent.identity
    const own = `sip:${user}@${domain}`
    this.#registration ??= Dialog.towards(this.agent, { from: `<${own}>`, to: own })
    const request = this.#registration.request('REGISTER', [['Expires', String(seconds)]])
    const answer = await this.agent.ask({ ...request, uri: `sip:${domain}` })
    if (statusOf(answer) !== 200) throw new Error(`${user} was refused: ${answer.start}`)
  }

  /** Calls a number. `from`: as another number than its own, as a carrier may. */
  async call(
    to: string,
    { from = this.agent.identity.user, name }: { from?: string; name?: string } = {},
  ): Promise<Call> {
    const call = await Call.place(this.agent, await this.#media(), { from, to, ...(name && { name }) })
    this.calls.push(call)
    this.#met.add(call)
    return call
  }

  /** The next call that comes, or has come and nobody has asked for yet; by the number called, where there are many. */
  async rings(number?: string): Promise<Call> {
    let next: Call | undefined
    await until(`${number ?? this.agent.identity.user} rings`, () => {
      next = this.calls.find((call) => !this.#met.has(call) && (number === undefined || call.to === number))
      return next !== undefined
    })
    if (!next) throw new Error('no call')
    this.#met.add(next)
    return next
  }

  /** As when the plug is pulled: nobody is told. */
  close() {
    for (const { media } of this.calls) media.close()
    this.agent.close()
  }

  async #hear(request: Message) {
    const id = headerOf(request, 'Call-ID')
    const call = this.calls.find(({ dialog }) => dialog.callId === id)
    if (call) return call.hear(request)
    if (methodOf(request) === 'INVITE') return this.#meet(request)
    if (methodOf(request) !== 'ACK') this.agent.answer(request, { status: '200 OK' })
  }

  async #meet(invite: Message) {
    const call = Call.of(this.agent, await this.#media(), invite)
    this.calls.push(call)
    const manner = this.obeys && isAuto(invite) ? 'answer' : this.manner(call.to)
    if (typeof manner === 'object') return call.refuse(manner.refuse)
    call.ring()
    if (manner === 'answer') await call.answer()
  }

  async #media(): Promise<Media> {
    const media = await this.#options.media()
    media.say(this.#options.voice)
    return media
  }
}

/** The two ways in which phones are asked to pick up by themselves. */
function isAuto(invite: Message): boolean {
  return (
    /answer-after=0/.test(headerOf(invite, 'Call-Info')) ||
    headersOf(invite, 'Alert-Info').some((value) => /auto-?answer/i.test(value))
  )
}
