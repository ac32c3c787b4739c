import type { Line } from '../account.ts'
import { call } from '../api/client.ts'
import { dicts } from '../json.ts'
import { introduce } from '../people.ts'
import { receive } from '../receiving.ts'
import { byId, type Said } from './comment.ts'
import type { List } from './lists.ts'

const pageSize = 50
// More than this between two polls is a storm that no desk answers one by one.
const mostPages = 20

/**
 * Takes in what came into a list since the last time. The first time only notes where the list ends: what was said
 * before the account was connected is history.
 */
export async function poll(line: Line, list: List, signal: AbortSignal): Promise<void> {
  const name = `since.${list.name}`
  const since = await line.channel.recall<string>(name)
  const found = await newerThan(line, list, since, signal)
  if (since === undefined) return line.channel.remember(name, found.at(-1)?.id ?? '0')
  for (const said of found) await take(line, said, name)
}

/** What is in a list after an id, oldest first; without an id, the newest alone. */
async function newerThan(line: Line, list: List, since: string | undefined, signal: AbortSignal) {
  const found: Said[] = []
  for (let page = 1; page <= mostPages; page++) {
    const entries = await pageOf(line, list, { since: since ?? '0', page, signal })
    const said = entries.flatMap((entry) => list.read(entry, line.account) ?? [])
    found.push(...said)
    if (since === undefined || entries.length < pageSize) break
    if (page === mostPages) line.channel.log.warn({ list: list.name }, 'weibo.poll-overflows')
  }
  return found.toSorted(byId).filter(({ id }) => since === undefined || byId({ id: since }, { id }) < 0)
}

async function pageOf(line: Line, list: List, asked: { since: string; page: number; signal: AbortSignal }) {
  const { since, page, signal } = asked
  const values = { since_id: since, count: String(pageSize), page: String(page) }
  const said = await call(line, { path: list.path, values, signal })
  return dicts(said[list.holds])
}

/** The place in the list moves on with the message, so that nothing is taken twice or left out. */
async function take(line: Line, { id, uid, name: screenName, incoming }: Said, name: string) {
  const { channel, account } = line
  if (uid === account.uid) return channel.remember(name, id)
  await introduce(line, incoming.who, { ...(screenName && { name: screenName }) })
  await receive(line, incoming, { remember: { [name]: id } })
}
