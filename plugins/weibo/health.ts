import type { Health } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { tokenEnds } from './token.ts'

const day = 86_400_000

/** What an admin should know of the account's leave to speak. */
export async function healthOf(line: Line): Promise<Health[]> {
  const { channel, account } = line
  if (!account.token) return [{ level: 'bad', text: 'weibo:health.no-token', authorize: true }]
  try {
    return [healthAt(await tokenEnds(line), channel.now())]
  } catch (error) {
    channel.log.warn({ reason: String(error) }, 'weibo.token-unknown')
    return [{ level: 'warning', text: 'weibo:health.unknown' }]
  }
}

/**
 * A warning from seven days before the end, and an alarm from one day. Both milliseconds. Leave can be renewed at any
 * time, and must be where it was taken back before its end.
 */
export function healthAt(ends: number, now: number): Health {
  return { ...factOf(ends - now), authorize: true }
}

function factOf(left: number): Health {
  const values = { days: Math.floor(left / day), hours: Math.max(1, Math.floor(left / 3_600_000)) }
  if (left <= 0) return { level: 'bad', text: 'weibo:health.ended' }
  if (left <= day) return { level: 'bad', text: 'weibo:health.hours', values }
  if (left <= 7 * day) return { level: 'warning', text: 'weibo:health.days', values }
  return { level: 'good', text: 'weibo:health.good', values }
}
