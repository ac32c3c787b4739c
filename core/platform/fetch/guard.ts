import { lookup as resolveByDns, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Forbidden } from '../../errors.ts'
import { isPublic, networksOf, within } from './addresses.ts'

/** Like `dns.lookup` with `all`; tests put their own here. */
export type Resolver = (
  host: string,
  options: { all: true },
  answer: (error: Error | null, addresses: LookupAddress[]) => void,
) => void

export type Guard = {
  /** The address as a URL, or `Forbidden`. A literal IP is judged here: the network layer looks up names alone. */
  check: (url: string, base?: URL) => URL
  /** For the socket: resolves a name and refuses it where any of its addresses is not allowed. */
  lookup: LookupFunction
}

/** Judges names when the socket connects, on the very addresses it connects to: a name that changes gains nothing. */
export function createGuard(allowed: string[], resolve: Resolver = resolveByDns): Guard {
  const networks = networksOf(allowed)
  const names = new Set(allowed.map((name) => name.toLowerCase()))
  const mayReach = (address: string) => isPublic(address) || within(networks, address)

  const check = (text: string, base?: URL) => {
    const url = parse(text, base)
    const literal = literalOf(url)
    if (literal !== undefined && !mayReach(literal)) throw new Forbidden(refusal(url.hostname))
    return url
  }

  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return done(error ?? new Forbidden(`${host} has no address`), '')
      const refused = !names.has(host.toLowerCase()) && !addresses.every(({ address }) => mayReach(address))
      if (refused) return done(new Forbidden(refusal(host)), '')
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
  return { check, lookup }
}

function parse(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url) throw new Forbidden('This is not an address')
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Forbidden(`${url.protocol} is not allowed`)
  if (base?.protocol === 'https:' && url.protocol !== 'https:') throw new Forbidden('A redirect left https')
  if (url.username || url.password) throw new Forbidden('An address with a password in it is not allowed')
  return url
}

/** `URL` has turned 0x7f.1, 017700000001 and 2130706433 into 127.0.0.1 already. */
function literalOf(url: URL): string | undefined {
  if (url.hostname.startsWith('[')) return url.hostname.slice(1, -1)
  return /^[\d.]+$/.test(url.hostname) ? url.hostname : undefined
}

function refusal(host: string): string {
  return `${host} is not a public address; QIANTAI_ALLOW_PRIVATE_HOSTS can allow it`
}
