import type { Settings } from 'qiantai/plugin'
import { originIn } from '../account.ts'

/** What the files need to know, read from an account's settings. */
export type Plan = {
  /** Where the house reaches the exchange: `bind` is the address that its web server listens on. */
  web: { bind: string; port: number; tls: boolean }
  ari: { user: string; secret: string }
  /** Where the exchange reaches us, where that is said. */
  house?: string
  /** Behind NAT the exchange comes to us: the address of our socket and what it says there. */
  comes?: { uri: string; user: string; secret: string }
  sip: { bind: string; port: number }
  trunk: Trunk
  rtp: { start: number; end: number }
  /** Of a machine behind NAT: the address that the world knows, and its own. */
  external?: { address: string; inner?: string }
  /** Who is rung where the house is away, as the carrier takes it. */
  fallback?: string
}

export type Trunk = {
  /** What the exchange calls it. */
  name: string
  /** Empty as long as no line has been ordered. */
  host: string
  port: number
  mode: 'address' | 'registration'
  user: string
  secret: string
  codecs: string
  /** Dialled before every number. */
  prefix: string
}

/** Reads settings as the form stores them; what is empty has the value that the form begins with. */
export function planOf(settings: Settings, own: { key: string; origin: string }): Plan {
  const url = new URL(text(settings['url']) || 'http://127.0.0.1:8088')
  const ari = { user: word(settings['user']) || 'qiantai', secret: text(settings['secret']) }
  const house = originIn(text(settings['house']) || undefined)
  const fallback = word(settings['fallback'])
  return {
    web: webOf(url),
    ari,
    ...(house && { house }),
    ...(settings['comes'] && {
      comes: { uri: socketOf({ ...own, ...(house && { origin: house }) }), ...ari },
    }),
    sip: { bind: text(settings['sipAddress']) || '0.0.0.0', port: count(settings['sipPort'], 5060) },
    trunk: trunkOf(settings),
    rtp: { start: count(settings['rtpStart'], 10_000), end: count(settings['rtpEnd'], 10_999) },
    ...externalOf(settings),
    ...(fallback && { fallback }),
  }
}

function webOf({ protocol, hostname, port }: URL): Plan['web'] {
  const tls = protocol === 'https:'
  const isLocal = hostname === 'localhost' || hostname.startsWith('127.')
  return { tls, bind: isLocal ? '127.0.0.1' : '0.0.0.0', port: Number(port) || (tls ? 443 : 80) }
}

const socketOf = ({ key, origin }: { key: string; origin: string }) =>
  `${origin.replace(/^http/, 'ws')}/p/asterisk/exchange?account=${key}`

function trunkOf(settings: Settings): Trunk {
  const [host = '', port] = text(settings['trunkHost']).split(':')
  return {
    name: word(settings['trunk']) || 'trunk',
    host,
    port: Number(port) || 5060,
    mode: settings['trunkMode'] === 'registration' ? 'registration' : 'address',
    user: text(settings['trunkUser']),
    secret: text(settings['trunkSecret']),
    codecs: text(settings['codecs']) || 'alaw,ulaw',
    prefix: word(settings['prefix']),
  }
}

function externalOf(settings: Settings): Pick<Plan, 'external'> {
  const address = text(settings['externalAddress'])
  const inner = text(settings['innerAddress'])
  return address ? { external: { address, ...(inner && { inner }) } } : {}
}

const text = (value: Settings[string]) => (typeof value === 'string' ? value.trim() : '')

/** What becomes a section's name or part of the dial plan brings no language of its own. */
const word = (value: Settings[string]) => text(value).replaceAll(/[^\w.+-]/g, '')
const count = (value: Settings[string], otherwise: number) => (typeof value === 'number' ? value : otherwise)
