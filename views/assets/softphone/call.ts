import { C } from 'jssip'
import type { IncomingRequest } from 'jssip/lib/SIPMessage'
import type { RTCSession } from 'jssip/lib/RTCSession'
import { measure, type Meter } from './meter.ts'
import { closeStream, openMicrophone } from './microphone.ts'
import { hear } from './speaker.ts'
import type { CallState, Caller, Conversation } from './types.ts'

const rejected = 603
/** Milliseconds without another candidate after which the answer leaves: some networks never finish to look for them. */
const candidatesTake = 300

/** A call that has come in over SIP. `changed` is called for whatever a page shows of it. */
export class SipCall implements Conversation {
  readonly caller: Caller
  state: CallState = 'ringing'
  muted = false
  since: number | undefined
  readonly #session: RTCSession
  readonly #ice: RTCIceServer[]
  readonly #changed: () => void
  #microphone: MediaStream | undefined
  #meter: Meter | undefined
  #isOver = false

  constructor(session: RTCSession, invite: IncomingRequest, ice: RTCIceServer[], changed: () => void) {
    this.#session = session
    this.#ice = ice
    this.#changed = changed
    this.caller = callerOf(invite)
    session.on('peerconnection', ({ peerconnection }) => this.#connect(peerconnection))
    session.on('confirmed', () => this.#become('talking'))
    session.on('icecandidate', patiently())
    for (const end of ['ended', 'failed'] as const) session.on(end, () => this.#end())
  }

  async answer(): Promise<void> {
    if (this.state !== 'ringing') return
    this.#become('connecting')
    try {
      this.#speakInto(await openMicrophone())
    } catch (error) {
      if (!this.#isOver) this.#become('ringing')
      throw error
    }
    if (this.#isOver) return this.#end()
    this.#session.answer({ mediaStream: this.#microphone, pcConfig: { iceServers: this.#ice } })
  }

  hangUp(): void {
    if (this.#isOver) return
    this.#session.terminate(this.state === 'ringing' ? { status_code: rejected } : undefined)
  }

  mute(on: boolean): void {
    this.muted = on
    if (on) this.#session.mute({ audio: true })
    else this.#session.unmute({ audio: true })
    this.#changed()
  }

  press(keys: string): void {
    if (this.state === 'talking') this.#session.sendDTMF(keys, { transportType: C.DTMF_TRANSPORT.RFC2833 })
  }

  async changeMicrophone(): Promise<void> {
    if (!this.#microphone) return
    const before = this.#microphone
    this.#speakInto(await openMicrophone())
    const [track = null] = this.#microphone.getAudioTracks()
    if (track) track.enabled = !this.muted
    await this.#sender()?.replaceTrack(track)
    closeStream(before)
  }

  /** The way to the exchange is a new one: tells it where we are now, and finds out whether it still knows the call. */
  refresh(): void {
    if (this.state !== 'talking') return
    const isLost = /disconnected|failed/.test(this.#session.connection.iceConnectionState)
    this.#session.renegotiate({ rtcOfferConstraints: { iceRestart: isLost } })
  }

  level(): number {
    return this.muted ? 0 : (this.#meter?.level() ?? 0)
  }

  async stats(): Promise<RTCStatsReport | undefined> {
    return this.#session.connection?.getStats()
  }

  #connect(connection: RTCPeerConnection) {
    connection.addEventListener('track', ({ streams: [stream], track }) => {
      hear(stream ?? new MediaStream([track]))
    })
  }

  #speakInto(stream: MediaStream) {
    this.#meter?.stop()
    this.#microphone = stream
    this.#meter = measure(stream)
  }

  #sender(): RTCRtpSender | undefined {
    return this.#session.connection?.getSenders().find((sender) => sender.track?.kind !== 'video')
  }

  #become(state: CallState) {
    this.state = state
    if (state === 'talking') this.since ??= Date.now()
    this.#changed()
  }

  #end() {
    this.#isOver = true
    this.#meter?.stop()
    closeStream(this.#microphone)
    hear(null)
  }
}

function callerOf({ from }: IncomingRequest): Caller {
  return { name: from.display_name ?? '', number: from.uri.user ?? '' }
}

function patiently() {
  let timer = 0
  return ({ ready }: { ready: () => void }) => {
    clearTimeout(timer)
    timer = setTimeout(ready, candidatesTake)
  }
}
