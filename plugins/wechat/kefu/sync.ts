import type { Channel, Task } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { textIn } from '../settings.ts'
import { listOf, type Tree, textOf } from '../tree.ts'
import { refusalIn } from '../api/exchange.ts'
import type { Ring } from './ring.ts'
import { takeSession } from './state.ts'
import { workOn } from './work.ts'

// The platform lets us pull often only with the token of a ring, which lasts ten minutes.
const ringLasts = 9 * 60_000
const pageSize = 200

/** Pulls what has happened since the cursor: when the platform rings, and every three minutes in case it did not. */
export function syncing(channel: Channel, api: Api): Task {
  async function run(signal: AbortSignal) {
    let cursor = await channel.recall<string>('cursor')
    let isMore = true
    while (isMore) {
      signal.throwIfAborted()
      const page = await pull(channel, api, cursor)
      const next = textOf(page, 'next_cursor') || cursor
      await workOnPage(channel, api, listOf(page, 'msg_list'), next, signal)
      isMore = textOf(page, 'has_more') === '1' && next !== cursor
      cursor = next
    }
  }
  return { every: 180, run }
}

async function pull(channel: Channel, api: Api, cursor: string | undefined): Promise<Tree> {
  const ring = await channel.recall<Ring>('ring')
  const isFresh = ring && channel.now() < ring.at + ringLasts
  const json = {
    ...(cursor && { cursor }),
    ...(isFresh && { token: ring.token }),
    limit: pageSize,
    voice_format: 0,
    open_kfid: textIn(channel.settings, 'openKfId'),
  }
  return api.call('/cgi-bin/kf/sync_msg', { json })
}

/** The cursor is stored with the last message of a page, so that none is skipped and few come twice. */
async function workOnPage(
  channel: Channel,
  api: Api,
  items: Tree[],
  cursor: string | undefined,
  signal: AbortSignal,
) {
  let isSaved = false
  for (const item of items) {
    signal.throwIfAborted()
    const isLast = item === items.at(-1)
    const stored = await workOn(channel, api, item, isLast && cursor ? { remember: { cursor } } : undefined)
    isSaved = isLast && stored
  }
  if (cursor && !isSaved) await channel.remember('cursor', cursor)
  const wrote = items
    .filter((item) => textOf(item, 'origin') === '3')
    .map((item) => textOf(item, 'external_userid'))
  for (const who of new Set(wrote)) await keepSession(channel, api, who)
}

async function keepSession(channel: Channel, api: Api, who: string) {
  try {
    await takeSession(channel, api, who)
  } catch (error) {
    channel.log.warn({ code: refusalIn(error).code, error }, 'wechat.session-not-taken')
  }
}
