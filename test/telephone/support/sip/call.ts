import { until } from '../../../support/until.ts'
import type { Direction, Media } from '../audio/media.ts'
import type { Agent, Answer, Request } from './agent.ts'
import { Dialog } from './dialog.ts'
import { type Header, headerOf, type Message, methodOf, userIn } from './message.ts'

const sdp: Header = ['Content-Type', 'application/sdp']

/** One call of a phone, in or out, seen from the phone. */
export class Call {
  /** `ringing`: at this phone, or at the other end. */
  state: 'calling' | 'ringing' | 'up' | 'ended' = 'calling'
  /** Of an end: what the other side said, `486 Busy Here`, `bye`, `cancel`; and its Reason, where it gave one. */
  ending = ''
  reason = ''
  /** The other end has put us on hold. */
  isHeld = false
  /** What became of a transfer that we asked for: `100 Trying`, `200 OK` … */
  readonly transfers: string[] = []
  /** The whole request that came, for what else it says. */
  readonly invite: Message | undefined
  /** Who calls, by number and name, and the number that was called. */
  readonly from: { number: string; name: string }
  readonly to: string
  readonly media: Media
  readonly dialog: Dialog
  readonly #agent: Agent
  #asking: Request | undefined

  private constructor(agent: Agent, media: Media, dialog: Dialog, about: About) {
    this.#agent = agent
    this.media = media
    this.dialog = dialog
    this.invite = about.invite
    this.from = about.from
    this.to = about.to
  }

  /** Calls a number. Resolves when that is on its way; `until` waits for what becomes of it. */
  static async place(agent: Agent, media: Media, { from, to, name = '' }: Place): Promise<Call> {
    const { domain } = agent.identity
    const local = `"${name}" <sip:${from}@${domain}>`
    const dialog = Dialog.towards(agent, { from: local, to: `sip:${to}@${domain}` })
    const call = new Call(agent, media, dialog, { from: { number: from, name }, to })
    call.#asking = dialog.request('INVITE', [sdp], await media.offer())
    void call.#follow(call.#asking)
    return call
  }

  /** A call that came. */
  static of(agent: Agent, media: Media, invite: Message): Call {
    const from = headerOf(invite, 'From')
    const caller = { number: decodeURIComponent(userIn(from)), name: /^"([^"]*)"/.exec(from)?.[1] ?? '' }
    const to = decodeURIComponent(userIn(invite.start))
    return new Call(agent, media, Dialog.of(agent, invite), { invite, from: caller, to })
  }

  /** Waits for a state; fails where the call ends instead. */
  async until(state: 'ringing' | 'up' | 'ended') {
    await until(`a call from ${this.from.number} to ${this.to} is ${state}`, () => {
      if (this.state === 'ended' && state !== 'ended') throw new Error(`The call ended: ${this.ending}`)
      return this.state === state || (state === 'ringing' && this.state === 'up')
    })
  }

  ring() {
    this.state = 'ringing'
    this.#reply({ status: '180 Ringing' })
  }

  async answer() {
    if (!this.invite || this.state === 'ended') throw new Error(`Nothing to answer: ${this.ending}`)
    const body = await this.media.answer(this.invite.body)
    this.#reply({ status: '200 OK', headers: [sdp], body })
    this.state = 'up'
  }

  /** `486 Busy Here`, `603 Decline`, `404 Not Found` … */
  refuse(status: string) {
    this.#reply({ status })
    this.#end(status)
  }

  /** Ends the call in whatever state it is. */
  async hangUp() {
    const before = this.state
    if (before === 'ended') return
    if (before === 'up') {
      this.#end('hung up')
      await this.#agent.ask(this.dialog.request('BYE'))
    } else if (this.invite) this.refuse('603 Decline')
    else if (this.#asking) {
      const { uri, cseq, branch, headers } = this.#asking
      const same = headers.filter(([name]) => !/^(content-type|(proxy-)?authorization)$/i.test(name))
      await this.#agent.ask({ method: 'CANCEL', uri, cseq, ...(branch && { branch }), headers: same })
    }
  }

  /** Keys, one after the other: in the voice, or as SIP INFO. */
  async press(keys: string, way: 'voice' | 'info' = 'voice') {
    for (const key of keys) await (way === 'voice' ? this.media.press(key) : this.#inform(key))
  }

  /** The phone's own hold key. */
  async hold(on: boolean) {
    const direction: Direction = on ? 'sendonly' : 'sendrecv'
    const answer = await this.dialog.invite(
      this.dialog.request('INVITE', [sdp], await this.media.offer(direction)),
    )
    await this.media.accept(answer.body)
  }

  /** The phone's own transfer key: to a number, or to the other end of another call of ours. Answers the status. */
  async transfer(to: string | Call): Promise<string> {
    const answer = await this.#agent.ask(this.dialog.request('REFER', [['Refer-To', this.#referred(to)]]))
    return answer.start.replace('SIP/2.0 ', '')
  }

  /** What comes for this call. */
  async hear(request: Message) {
    const method = methodOf(request)
    if (method === 'INVITE' && this.state !== 'ended') return this.#agree(request)
    if (method === 'INVITE') return this.#agent.answer(request, { status: '481 Call Does Not Exist' })
    if (method === 'ACK') return
    this.#agent.answer(request, { status: '200 OK' })
    if (method === 'BYE') this.#end('bye', headerOf(request, 'Reason'))
    if (method === 'NOTIFY') this.transfers.push(request.body.trim().replace('SIP/2.0 ', ''))
    if (method === 'CANCEL' && this.invite) {
      this.#reply({ status: '487 Request Terminated' })
      this.#end('cancel', headerOf(request, 'Reason'))
    }
  }

  async #follow(asking: Request) {
    const answer = await this.dialog.invite(asking, ({ start, body }) => {
      if (!start.startsWith('SIP/2.0 100')) this.state = 'ringing'
      if (body) void this.media.accept(body)
    })
    const status = answer.start.replace('SIP/2.0 ', '')
    if (!status.startsWith('2')) return this.#end(status, headerOf(answer, 'Reason'))
    await this.media.accept(answer.body)
    this.state = 'up'
  }

  /** An offer in mid-call: hold, or another address. */
  async #agree(request: Message) {
    this.isHeld = /^a=(sendonly|inactive)/m.test(request.body)
    const body = await this.media.answer(request.body)
    this.#agent.answer(request, { status: '200 OK', headers: [sdp], body })
  }

  async #inform(key: string) {
    const type: Header = ['Content-Type', 'application/dtmf-relay']
    await this.#agent.ask(this.dialog.request('INFO', [type], `Signal=${key}\r\nDuration=160\r\n`))
  }

  #referred(to: string | Call): string {
    const { domain } = this.#agent.identity
    if (typeof to === 'string') return `<sip:${to}@${domain}>`
    const { callId, tag, remote, remoteTag } = to.dialog
    const replaced = encodeURIComponent(`${callId};to-tag=${remoteTag};from-tag=${tag}`)
    return `<${remote}?Replaces=${replaced}>`
  }

  #reply(answer: Answer) {
    if (this.invite) this.#agent.answer(this.invite, answer, this.dialog.tag)
  }

  #end(ending: string, reason = '') {
    if (this.state === 'ended') return
    this.state = 'ended'
    this.ending = ending
    this.reason = reason
    this.media.close()
  }
}

type About = { invite?: Message; from: { number: string; name: string }; to: string }
type Place = { from: string; to: string; name?: string }
