import { randomBytes, randomUUID } from 'node:crypto'
import type { Agent, Request } from './agent.ts'
import { addressIn, type Header, headerOf, type Message, tagIn } from './message.ts'

/** What two ends of a call know of each other: addresses, tags and the number of the next request. */
export class Dialog {
  readonly callId: string
  readonly tag = randomBytes(6).toString('hex')
  /** Our own address as From, and the other end's as To; with tags once they are known. */
  readonly #local: string
  #remote: string
  #target: string
  #cseq = 1
  readonly #agent: Agent

  private constructor(
    agent: Agent,
    { callId, local, remote, target }: { callId: string; local: string; remote: string; target: string },
  ) {
    this.#agent = agent
    this.callId = callId
    this.#local = local
    this.#remote = remote
    this.#target = target
  }

  /** For a call to this address. */
  static towards(agent: Agent, { from, to }: { from: string; to: string }): Dialog {
    return new Dialog(agent, { callId: randomUUID(), local: from, remote: `<${to}>`, target: to })
  }

  /** For a call that came. */
  static of(agent: Agent, invite: Message): Dialog {
    return new Dialog(agent, {
      callId: headerOf(invite, 'Call-ID'),
      local: headerOf(invite, 'To'),
      remote: headerOf(invite, 'From'),
      target: addressIn(headerOf(invite, 'Contact')),
    })
  }

  /** The other end's address. */
  get remote(): string {
    return addressIn(this.#remote)
  }

  /** The other end's tag; part of what a transfer replaces. */
  get remoteTag(): string {
    return tagIn(this.#remote)
  }

  /** The other end has answered: from now on it is asked itself. */
  learn(answer: Message) {
    this.#remote = headerOf(answer, 'To')
    this.#target = addressIn(headerOf(answer, 'Contact')) || this.#target
  }

  request(method: string, headers: Header[] = [], body = ''): Request {
    return {
      method,
      uri: this.#target,
      cseq: this.#cseq++,
      headers: [
        ['From', `${this.#local};tag=${this.tag}`],
        ['To', this.#remote],
        ['Call-ID', this.callId],
        ...headers,
      ],
      body,
    }
  }

  /** Offers a voice, first or anew. Answers what was answered, acknowledged where it was yes. */
  async invite(request: Request, early: (answer: Message) => void = () => {}): Promise<Message> {
    const answer = await this.#agent.ask(request, early)
    this.#cseq = request.cseq + 1
    if (!answer.start.startsWith('SIP/2.0 2')) return answer
    this.learn(answer)
    this.#agent.acknowledge({ ...this.request('ACK'), cseq: request.cseq })
    this.#cseq = request.cseq + 1
    return answer
  }
}
