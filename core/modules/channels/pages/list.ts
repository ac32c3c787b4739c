import type { App } from '../../../module.ts'
import { earlier } from '../../../platform/time.ts'
import { listChannels } from '../store.ts'
import { countTraffic, type Traffic } from '../store/traffic.ts'
import { kindsPage } from './kinds.ts'
import { statusView, warningsOf } from './status.ts'

const day = 24 * 3_600_000

/** The list: every account with how it is doing and what went through it lately; where there is none, what can be added. */
export async function listPage(app: App, locale: string) {
  const channels = await listChannels(app.db)
  const traffic = await trafficOf(
    app,
    channels.map(({ id }) => id),
  )
  return {
    kinds: kindsPage(app, locale).kinds,
    channels: channels.map((channel) => ({
      ...statusView(app, channel, locale),
      warnings: warningsOf(app, channel, locale),
      traffic: traffic.get(channel.id) ?? nothing,
    })),
  }
}

/** By account: messages of the last 24 hours and 7 days, and receptions that are open. */
export async function trafficOf(app: App, ids: number[]): Promise<Map<number, Traffic>> {
  const since = (days: number) => earlier(app.clock(), days * day)
  return countTraffic(app.db, ids, { day: since(1), week: since(7) })
}

/** Of an account that has never been used. */
export const nothing: Traffic = {
  day: { in: 0, out: 0, failed: 0 },
  week: { in: 0, out: 0, failed: 0 },
  open: 0,
}
