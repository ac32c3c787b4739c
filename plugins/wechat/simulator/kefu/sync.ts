import type { Answer } from '../api/answer.ts'
import { ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { bytes, numberOf, textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import { day, minute } from '../world/clock.ts'
import type { Entry, Kefu } from './world.ts'

const keptFor = 3 * day
const pageLimit = 1000
const unaskedPerMinute = 10

/**
 * `sync_msg`: the log since a cursor, at most three days back. `has_more` may come with a short page or none at all; what
 * the account has sent itself is not in it.
 */
export function syncMessages(world: Kefu, call: Call): Answer {
  const body = call.json()
  admit(world, textOf(body, 'token'))
  const kf = textOf(body, 'open_kfid')
  if (kf && kf !== world.openKfId) throw refuse(95000)
  const limit = numberOf(body, 'limit') ?? pageLimit
  if (limit < 1 || limit > pageLimit) throw refuse(40058)
  const from = startOf(world, textOf(body, 'cursor'))
  const page = pageFrom(world, from, limit)
  return {
    ...ok,
    next_cursor: cursorAt(world, page.to),
    has_more: page.to < world.log.length || page.more ? 1 : 0,
    msg_list: page.list.map(({ item }) => item),
  }
}

/** With a callback's token it may be read at once; without one only now and then. */
function admit(world: Kefu, token: string): void {
  const now = world.clock.now()
  if (token) {
    if ((world.rings.get(token) ?? 0) <= now) throw refuse(95007)
    return
  }
  world.unasked = world.unasked.filter((at) => at > now - minute)
  if (world.unasked.length >= unaskedPerMinute) throw refuse(45009)
  world.unasked.push(now)
}

/** Where to begin: a cursor of an earlier life, or none, begins at the oldest that is kept. */
function startOf(world: Kefu, cursor: string): number {
  if (bytes(cursor) > 64) throw refuse(40058)
  const oldest = world.log.findIndex(({ at }) => at > world.clock.now() - keptFor)
  const first = oldest < 0 ? world.log.length : oldest
  const [life, index] = cursor.split('-')
  return life === world.life ? Math.max(first, Number(index)) : first
}

const cursorAt = ({ life }: Kefu, index: number) => `${life}-${index}`

function pageFrom(world: Kefu, from: number, limit: number): { list: Entry[]; to: number; more: boolean } {
  const spoilt = world.pages.shift()
  if (spoilt === 'empty') return { list: [], to: from, more: true }
  const to = Math.min(world.log.length, from + (spoilt === 'short' ? 1 : limit))
  const list = world.log.slice(from, to)
  return { list: spoilt === 'repeat' ? [...list, ...list] : list, to, more: spoilt === 'short' }
}
