import type { Channel, Task } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { textIn } from '../settings.ts'
import { listOf, type Tree, textOf } from '../tree.ts'
import { refusalIn } from '../api/exchange.ts'
import { takeSession } from './state.ts'
import { workOn } from './work.ts'

const path = '/cgi-bin/kf/sync_msg'
const wrongToken = '95007'
const pageSize = 200
// There may be more where a page is empty; but not for ever.
const mostPages = 100

/** Pulls what has happened since the cursor: when the platform rings, and every three minutes in case it did not. */
export function syncing(channel: Channel, api: Api): Task {
  async function run(signal: AbortSignal) {
    let cursor = await channel.recall<string>('cursor')
    for (let pages = 0, isMore = true; isMore && pages < mostPages; pages++) {
      signal.throwIfAborted()
      const page = await pull(channel, api, cursor)
      cursor = textOf(page, 'next_cursor') || cursor
      await workOnPage(channel, api, listOf(page, 'msg_list'), cursor, signal)
      isMore = textOf(page, 'has_more') === '1'
    }
  }
  return { every: 180, run }
}

async function pull(channel: Channel, api: Api, cursor: string | undefined): Promise<Tree> {
  const token = await channel.recall<string>('ring')
  const json = {
    ...(cursor && { cursor }),
    limit: pageSize,
    voice_format: 0,
    open_kfid: textIn(channel.settings, 'openKfId'),
  }
  if (!token) return api.call(path, { json })
  try {
    return await api.call(path, { json: { ...json, token } })
  } catch (error) {
    if (refusalIn(error).code !== wrongToken) throw error
    await channel.forget('ring', token)
    return api.call(path, { json })
  }
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
