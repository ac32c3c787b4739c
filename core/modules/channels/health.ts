import type { App } from '../../module.ts'
import type { Health, OpenChannel } from '../../plugin/index.ts'
import { transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { within } from '../../platform/within.ts'
import { findChannel, listChannels, updateHealth } from './store.ts'
import { failureOf } from './tools.ts'

/** Seconds. */
const patience = 8
const freshness = 60_000

/**
 * Asks an open account how it is, and writes that down. Where it is closed, or has no answer within eight seconds, what it
 * said before stays.
 */
async function askHealth(app: App, id: number): Promise<void> {
  const channel = await findChannel(app.db, id)
  const open = app.channels.open(id)
  if (!channel || !open) return
  const health = await within(patience, healthOf(open)).catch((error: unknown) => {
    app.log.warn({ channel: id, reason: failureOf(error).reason }, 'channel.health-unknown')
    return channel.health
  })
  await keepHealth(app, id, health, JSON.stringify(health) !== JSON.stringify(channel.health))
}

async function healthOf(open: OpenChannel): Promise<Health[]> {
  return (await open.health?.()) ?? []
}

/** As `askHealth`, unless it was asked within the last minute: for a page that somebody looks at. */
export async function askHealthForPage(app: App, id: number): Promise<void> {
  const at = (await findChannel(app.db, id))?.healthAt
  const age = at ? app.clock().getTime() - Date.parse(at) : Infinity
  if (age > freshness) await askHealth(app, id)
}

/** The job that asks one account, or all of them. */
export function healthJob(app: App): Handler {
  return {
    async run(payload) {
      const { id } = { id: undefined, ...Object(payload) }
      const ids = id === undefined ? (await listChannels(app.db)).map((channel) => channel.id) : [Number(id)]
      await Promise.all(ids.map((one) => askHealth(app, one)))
    },
  }
}

async function keepHealth(app: App, id: number, health: Health[], isNews: boolean) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await updateHealth(trx, id, health, at)
    if (isNews) await append(trx, { topic: `channel:${id}`, type: 'channel.state', ref: id }, at)
  })
}
