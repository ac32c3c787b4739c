import { isIP } from 'node:net'
import type { Settings } from 'qiantai/plugin'
import { readAccount } from './account.ts'

const samples = ['password', 'secret', 'asterisk', 'qiantai', '12345678', 'changeme', 'clinic-lab']

/** What is unwise about the settings of an exchange. */
export function warningsOf(settings: Settings): string[] {
  const { url, secret, user } = readAccount(settings)
  const isSample = samples.includes(secret.toLowerCase()) || secret === user
  return [
    ...(isPlain(url) && isPublic(url) ? ['asterisk:warning.plain'] : []),
    ...(isSample ? ['asterisk:warning.sample-secret'] : []),
  ]
}

const isPlain = (url: string) => url.startsWith('http:')

/** A name could be anywhere; those of a network of one's own end as these do. */
function isPublic(url: string): boolean {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? ''
  if (isIP(host) === 4) return !/^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host)
  if (isIP(host) === 6) return !/^(::1$|f[cd]|fe80)/i.test(host)
  return host.includes('.') && !/\.(local|lan|internal|home\.arpa)$/.test(host)
}
