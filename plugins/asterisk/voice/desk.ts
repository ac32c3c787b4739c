import { isIP } from 'node:net'
import type { DeskLine } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { planOf } from '../configuration/plan.ts'

/** As the account's files have it. Undefined where the settings name no address that a phone could reach. */
export function desk({ account, channel }: Pick<Line, 'account' | 'channel'>): DeskLine | undefined {
  const { sip, external } = planOf(channel.settings, { key: channel.key, origin: '' })
  const host = URL.parse(account.url)?.hostname ?? ''
  const known = account.domain === host ? [] : [account.domain]
  // On our own machine its address in the network is the nearest; a name of one word is known to machines beside it alone.
  const here = isLoopback(host) ? [external?.inner, external?.address] : [external?.address]
  const all = [sip.bind, ...known, ...(isReachable(host) ? [host] : here)]
  const server = all.find((each) => each !== undefined && isReachable(each))
  return server === undefined ? undefined : { server, port: sip.port, transport: 'udp' }
}

function isReachable(host: string): boolean {
  const isName = isIP(host) === 0
  return host !== '0.0.0.0' && host !== '::' && !isLoopback(host) && (!isName || host.includes('.'))
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\..*|\[?::1\]?)$/.test(host)
}
