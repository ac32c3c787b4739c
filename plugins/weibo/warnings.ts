import type { Settings } from 'qiantai/plugin'
import { readAccount } from './account.ts'

/** What is unwise about the settings of an account. */
export function warningsOf(settings: Settings): string[] {
  const { clock, comments, mentions, operatorIp, hosts } = readAccount(settings)
  const isPlain = Object.values(hosts).some((host) => host.startsWith('http:'))
  return [
    ...(clock ? [] : ['weibo:warning.clock']),
    ...((comments || mentions) && !operatorIp ? ['weibo:warning.operator-ip'] : []),
    ...(isPlain ? ['weibo:warning.plain'] : []),
  ]
}
