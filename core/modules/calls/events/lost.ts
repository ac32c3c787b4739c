import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { readSetting, removeSetting, writeSetting } from '../../clinic/index.ts'

/** Nothing is heard of an exchange any more: staff are told on every page. Calls go on there. */
export async function lost(app: App, channelId: number): Promise<void> {
  const at = app.clock().toISOString()
  app.log.warn({ channel: channelId }, 'call.exchange-lost')
  await transaction(app.db, async (trx) => {
    await writeSetting(trx, keyOf(channelId), at)
    await append(trx, { topic: 'calls', type: 'calls.lost', ref: channelId }, at)
  })
}

/** The exchange is heard again. */
export async function found(app: App, channelId: number): Promise<void> {
  if (!(await lostSince(app, channelId))) return
  await transaction(app.db, async (trx) => {
    await removeSetting(trx, keyOf(channelId))
    const at = app.clock().toISOString()
    await append(trx, { topic: 'calls', type: 'calls.found', ref: channelId }, at)
  })
}

/** Since when nothing was heard of an exchange (ISO 8601 UTC); '' where all is well. */
export async function lostSince(app: App, channelId: number): Promise<string> {
  return readSetting(app.db, keyOf(channelId), '')
}

function keyOf(channelId: number): string {
  return `calls.lost.${channelId}`
}
