import { openRtp } from '../audio/rtp.ts'
import { openWebRtc } from '../audio/webrtc.ts'
import type { Exchange } from '../exchange.ts'
import { openSocket, openUdp } from '../sip/wire.ts'
import { Phone, type PhoneOptions } from './phone.ts'

export type { Manner, Phone } from './phone.ts'
export type { Call } from '../sip/call.ts'

/** The carrier's side: calls from any number to any of ours, and takes what the exchange calls outside. */
export function openCarrier(exchange: Exchange, { voice = 440 } = {}): Promise<Phone> {
  const { sip, carrier } = exchange
  return open(exchange, {
    identity: { user: 'carrier', domain: `${sip.host}:${sip.port}` },
    connect: (listener) => openUdp(carrier, sip, listener),
    media: () => openRtp(carrier.host),
    voice,
  })
}

/** A SIP phone on a desk, registered. */
export async function openDeskPhone(
  exchange: Exchange,
  { name, secret, voice = 880, host = '127.0.0.3' }: Named & { host?: string },
): Promise<Phone> {
  const { sip } = exchange
  const phone = await open(exchange, {
    identity: { user: name, domain: `${sip.host}:${sip.port}`, secret },
    connect: (listener) => openUdp({ host, port: 0 }, sip, listener),
    media: () => openRtp(host),
    voice,
  })
  await phone.register()
  return phone
}

/** A phone in a browser, registered: SIP over WebSocket, ICE and DTLS-SRTP, without a browser. */
export async function openWebPhone(exchange: Exchange, { name, secret, voice = 880 }: Named): Promise<Phone> {
  const phone = await open(exchange, {
    identity: { user: name, domain: '127.0.0.1', secret },
    connect: (listener) => openSocket(`${exchange.url.replace('http', 'ws')}/ws`, listener),
    media: openWebRtc,
    voice,
  })
  await phone.register()
  return phone
}

type Named = { name: string; secret: string; voice?: number }

async function open({ closes }: Exchange, options: PhoneOptions): Promise<Phone> {
  const phone = await new Phone(options).connect()
  closes.push(() => phone.close())
  return phone
}
