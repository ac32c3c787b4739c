import { UA } from 'jssip'
import type { RTCSessionEvent } from 'jssip/lib/UA'
import { closed } from '../../../core/modules/calls/signalling/codes.ts'
import { asksForAnswer } from './automatic.ts'
import { SipCall } from './call.ts'
import type { Account, Conversation, Line, Softphone } from './types.ts'
import { Wire } from './wire.ts'

export type Hearing = {
  /** The line, or something of the call, is another. */
  changed: () => void
  rings: (call: Conversation) => void
  /** Answered by itself; a microphone that is missing is told like that of an answer by hand. */
  picksUp: (call: Conversation) => void
  ended: (call: Conversation) => void
  /** The exchange does not take us, or our server not any more: the account has to be read anew. */
  refused: (by: 'exchange' | 'server') => void
}

const lasts = 300
const recovery = { connection_recovery_min_interval: 2, connection_recovery_max_interval: 30 }
const busy = 486

/** A phone that speaks SIP to the exchange, through our server. It takes one call at a time. */
export class SipPhone implements Softphone {
  line: Line = 'connecting'
  call: SipCall | undefined
  readonly #account: Account
  readonly #hearing: Hearing
  readonly #wire: Wire
  readonly #agent: UA

  constructor(account: Account, hearing: Hearing) {
    this.#account = account
    this.#hearing = hearing
    this.#wire = new Wire(signalling(), account.domain, [closed.session, closed.elsewhere])
    this.#agent = userAgent(account, this.#wire)
    this.#listen()
    this.#agent.start()
  }

  wake(): void {
    if (navigator.onLine) this.#wire.probe()
    else this.#wire.lose()
  }

  stop(): void {
    this.line = 'off'
    this.#agent.stop()
  }

  #listen() {
    const agent = this.#agent
    agent.on('registered', () => {
      this.#become('ready')
      this.call?.refresh()
    })
    agent.on('registrationFailed', ({ response }) => {
      this.#become(response ? 'refused' : 'offline')
      this.#hearing.refused('exchange')
    })
    agent.on('disconnected', ({ code }) => this.#lost(code))
    agent.on('newRTCSession', (event: RTCSessionEvent) => this.#invited(event))
  }

  #lost(code: number | undefined) {
    if (this.line === 'off') return
    this.#become(code === closed.elsewhere ? 'replaced' : 'offline')
    if (code === closed.session) this.#hearing.refused('server')
  }

  #invited({ session, request }: RTCSessionEvent) {
    if (!('parseHeader' in request)) return
    if (this.call) return session.terminate({ status_code: busy })
    const call = new SipCall(session, request, this.#account.ice, () => this.#hearing.changed())
    this.call = call
    for (const end of ['ended', 'failed'] as const) session.on(end, () => this.#ended(call))
    const picksUp = this.#account.auto || asksForAnswer((name) => request.getHeader(name))
    if (picksUp) this.#hearing.picksUp(call)
    else this.#hearing.rings(call)
  }

  #ended(call: SipCall) {
    if (this.call !== call) return
    this.call = undefined
    this.#hearing.ended(call)
  }

  #become(line: Line) {
    this.line = line
    this.#hearing.changed()
  }
}

function userAgent({ name, secret, domain }: Account, wire: Wire): UA {
  return new UA({
    sockets: wire,
    uri: `sip:${name}@${domain}`,
    // In the dialogs of incoming calls this is who we are; our server lets nothing else pass.
    contact_uri: `sip:${name}@${crypto.randomUUID()}.invalid;transport=ws`,
    password: secret,
    register_expires: lasts,
    user_agent: 'Qiantai',
    ...recovery,
  })
}

function signalling(): string {
  return `${location.origin.replace(/^http/, 'ws')}/calls/signalling`
}
