import type { IncomingMessage } from 'node:http'
import type { Request } from '@hapi/hapi'
import ipaddr from 'ipaddr.js'
import type { Config } from '../../../config/schema.ts'

type Asked = { headers: Record<string, unknown>; socket?: { remoteAddress?: string } }

/** The caller's address, with the trusted proxies of the configuration seen through. */
export function address(request: Request): string {
  request.app.ip ??= addressOf(request.server.app.house.app.config, request.raw.req)
  return request.app.ip
}

/**
 * The peer's address of a raw request. X-Forwarded-For is believed from the right, for as long as the sender is a
 * trusted proxy: what a stranger writes into it is never believed.
 */
export function addressOf(config: Config, request: IncomingMessage): string {
  const claimed = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(ipaddr.isValid)
  let peer = normal(request.socket.remoteAddress ?? '')
  while (isTrusted(config, peer)) {
    const before = claimed.pop()
    if (!before) break
    peer = normal(before)
  }
  return peer
}

/** `https://host` as the clinic set it, or as the request has it; only a trusted proxy is asked for the scheme. */
export function originOf(config: Config, request: Asked): string {
  if (config.publicUrl) return new URL(config.publicUrl).origin
  const viaProxy = isTrusted(config, normal(request.socket?.remoteAddress ?? ''))
  const scheme = viaProxy && request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
  return `${scheme}://${String(request.headers['host'] ?? 'localhost')}`
}

/** Do browsers reach us by https? */
export function isSecure(config: Config): boolean {
  return config.publicUrl?.startsWith('https:') ?? false
}

/** The network that shares a fate with this address: its /24, or its /64. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const parsed = ipaddr.process(ip)
  const kept = parsed.kind() === 'ipv4' ? 3 : 8
  return `${parsed.toByteArray().slice(0, kept).join('.')}/${kept * 8}`
}

function isTrusted(config: Config, ip: string) {
  if (!ipaddr.isValid(ip)) return false
  const parsed = ipaddr.process(ip)
  return config.trustedProxies.map(rangeOf).some(([range, bits]) => {
    return range.kind() === parsed.kind() && parsed.match(range, bits)
  })
}

function rangeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const one = ipaddr.process(text)
  return [one, one.kind() === 'ipv4' ? 32 : 128]
}

function normal(ip: string) {
  return ipaddr.isValid(ip) ? ipaddr.process(ip).toString() : ip
}
