import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Ear } from './ear.ts'
import { decode } from './law.ts'
import type { Direction, Media } from './media.ts'
import { Mouth } from './mouth.ts'

const voice = 0
const events = 101
const names = '0123456789*#ABCD'

/** The voice of a SIP phone: RTP over UDP, µ-law, keys as RFC 4733 says. */
export async function openRtp(host: string): Promise<Media> {
  const socket = createSocket('udp4')
  socket.bind(0, host)
  await once(socket, 'listening')
  return new Rtp(socket, host)
}

class Rtp implements Media {
  readonly ear = new Ear()
  readonly #socket: Socket
  readonly #host: string
  readonly #mouth = new Mouth((frame) => this.#sendVoice(frame))
  readonly #ssrc = randomInt(2 ** 31)
  #there: { host: string; port: number } | undefined
  #sequence = 0
  #time = 0
  #keys = ''
  #lastKey = -1
  #isClosed = false

  constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.on('message', (packet) => this.#hear(packet))
  }

  keys = () => this.#keys
  offer = async (direction: Direction = 'sendrecv') => this.#describe(direction)
  say = (what: number | Int16Array | undefined) => this.#mouth.say(what)

  answer = async (offer: string) => {
    this.#meet(offer)
    return this.#describe(opposite(offer))
  }

  accept = async (answer: string) => this.#meet(answer)

  /** 100 ms of a key: the packets of its time, and its end three times. */
  press = async (key: string) => {
    const time = this.#time
    for (let step = 1; step <= 7; step++) {
      const ending = step > 5 ? 0x80 : 0
      const duration = Math.min(step, 5) * 160
      const body = Uint8Array.of(names.indexOf(key), ending | 10, duration >> 8, duration & 0xff)
      this.#send(events, body, time, step === 1)
      await setTimeout(step < 5 ? 20 : 0)
    }
    await setTimeout(60)
  }

  close = () => {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#mouth.close()
    this.#socket.close()
  }

  #describe(direction: Direction): string {
    const lines = [
      'v=0',
      `o=- ${this.#ssrc} ${this.#ssrc} IN IP4 ${this.#host}`,
      's=-',
      `c=IN IP4 ${this.#host}`,
      't=0 0',
      `m=audio ${this.#socket.address().port} RTP/AVP ${voice} ${events}`,
      `a=rtpmap:${voice} PCMU/8000`,
      `a=rtpmap:${events} telephone-event/8000`,
      `a=fmtp:${events} 0-16`,
      'a=ptime:20',
      `a=${direction}`,
    ]
    return `${lines.join('\r\n')}\r\n`
  }

  #meet(description: string) {
    const host = /^c=IN IP4 (\S+)/m.exec(description)?.[1]
    const port = Number(/^m=audio (\d+)/m.exec(description)?.[1])
    if (!host || !port || this.#isClosed) return
    this.#there = { host, port }
    this.#mouth.open()
  }

  #sendVoice(frame: Uint8Array) {
    this.#time += frame.length
    this.#send(voice, frame, this.#time, false)
  }

  #send(type: number, body: Uint8Array, time: number, isFirst: boolean) {
    if (!this.#there || this.#isClosed) return
    const packet = Buffer.alloc(12 + body.length)
    packet[0] = 0x80
    packet[1] = type | (isFirst ? 0x80 : 0)
    packet.writeUInt16BE(this.#sequence++ & 0xffff, 2)
    packet.writeUInt32BE(time >>> 0, 4)
    packet.writeUInt32BE(this.#ssrc, 8)
    packet.set(body, 12)
    this.#socket.send(packet, this.#there.port, this.#there.host)
  }

  #hear(packet: Buffer) {
    const type = (packet[1] ?? 0) & 0x7f
    if (type === voice) this.ear.hear(decode(packet.subarray(12)))
    if (type === events) this.#hearKey(packet)
  }

  /** All packets of one key have its time. */
  #hearKey(packet: Buffer) {
    const time = packet.readUInt32BE(4)
    if (time === this.#lastKey) return
    this.#lastKey = time
    this.#keys += names[packet[12] ?? 0] ?? ''
  }
}

/** What we answer to somebody who only sends, or only listens. */
function opposite(offer: string): Direction {
  if (/^a=sendonly/m.test(offer)) return 'recvonly'
  if (/^a=recvonly/m.test(offer)) return 'sendonly'
  return /^a=inactive/m.test(offer) ? 'inactive' : 'sendrecv'
}
