import type { Channel, Health } from 'qiantai/plugin'
import { isFinal, refusalIn } from './api/exchange.ts'
import type { Token } from './api/token.ts'

/** What an admin should know of an account now, worst first. */
export async function healthOf(channel: Channel, token: Token): Promise<Health[]> {
  const facts = await Promise.all([access(token), mode(channel), quota(channel), contact(channel)])
  const order = ['bad', 'warning', 'good']
  return facts.flat().toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
}

async function access(token: Token): Promise<Health[]> {
  try {
    await token.value()
    return [{ level: 'good', text: 'wechat:health.access' }]
  } catch (error) {
    return [accessTrouble(error)]
  }
}

function accessTrouble(error: unknown): Health {
  const { code = '', message = '' } = refusalIn(error)
  const [, ip] = /^wechat:reason\.address (.*)$/.exec(message) ?? []
  if (ip) return { level: 'bad', text: 'wechat:health.address', values: { ip } }
  if (code || isFinal(error)) return { level: 'bad', text: 'wechat:health.refused', values: { code } }
  return { level: 'warning', text: 'wechat:health.away' }
}

function mode({ settings }: Channel): Health[] {
  return settings['mode'] === 'plain' ? [{ level: 'bad', text: 'wechat:health.plain' }] : []
}

async function quota(channel: Channel): Promise<Health[]> {
  const path = await channel.recall<string>('quota')
  return path ? [{ level: 'warning', text: 'wechat:health.quota', values: { path } }] : []
}

async function contact(channel: Channel): Promise<Health[]> {
  const isKnown = (await channel.recall<number>('contact')) !== undefined
  return isKnown
    ? [{ level: 'good', text: 'wechat:health.contact' }]
    : [{ level: 'warning', text: 'wechat:health.noContact' }]
}
