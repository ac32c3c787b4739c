import type { Happening, Incoming } from 'qiantai/plugin'
import type { Account } from './account.ts'
import { type Dict, text } from './json.ts'
import { keyOf, type Push } from './push.ts'
import { codeOfScene } from './scenes.ts'
import { publicOf, statusId, threadOf } from './threads.ts'
import { timeOf } from './time.ts'

/** What a push means to us. `media` is to be fetched and goes with the message; a `ring` says that a poll finds something. */
export type Arrival =
  | { is: 'message'; incoming: Incoming; media?: { fid: string; name: string } }
  | { is: 'happening'; happening: Happening }
  | { is: 'ring' }

/** Reads a push; undefined where it is something we know nothing of. */
export function arrivalOf(push: Push, account: Account): Arrival | undefined {
  const read = Object.hasOwn(kinds, push.type) ? kinds[push.type] : undefined
  return read?.(push, account)
}

const kinds: Record<string, (push: Push, account: Account) => Arrival | undefined> = {
  text: (push) => message(push, { text: push.text }),
  position: (push) => message(push, placeOf(push)),
  image: (push) => withMedia(push, 'picture'),
  voice: (push) => withMedia(push, 'voice'),
  event: (push) => happening(push),
  mention: (push, account) => mention(push, account),
}

function message(push: Push, said: Partial<Incoming>): Arrival {
  const incoming = { who: push.sender, externalId: keyOf(push), ...said, ...when(push) }
  return { is: 'message', incoming }
}

function withMedia(push: Push, name: string): Arrival | undefined {
  const fid = text(push.data, 'tovfid')
  const incoming = { who: push.sender, externalId: keyOf(push), ...when(push) }
  return fid ? { is: 'message', incoming, media: { fid, name } } : undefined
}

/** A place, or the words alone where the numbers are none. */
function placeOf({ data, text: words }: Push): Partial<Incoming> {
  const [latitude, longitude] = [degrees(data, 'latitude', 90), degrees(data, 'longitude', 180)]
  if (latitude === undefined || longitude === undefined) return { text: words }
  const label = words.replace(/^我在这里[:：]?\s*/, '')
  return { content: { type: 'location', latitude, longitude, label } }
}

function degrees(data: Dict, name: string, most: number): number | undefined {
  const words = text(data, name)
  return /^-?\d{1,3}(\.\d+)?$/.test(words) && Math.abs(Number(words)) <= most ? Number(words) : undefined
}

function happening(push: Push): Arrival | undefined {
  const subtype = text(push.data, 'subtype')
  const read = Object.hasOwn(events, subtype) ? events[subtype] : undefined
  const said = read?.(text(push.data, 'key'), push.text)
  if (!said) return undefined
  return { is: 'happening', happening: { who: push.sender, externalId: keyOf(push), ...said, ...when(push) } }
}

const events: Record<string, (key: string, words: string) => Pick<Happening, 'type'> & Partial<Happening>> = {
  follow: () => ({ type: 'follow' }),
  unfollow: () => ({ type: 'unfollow' }),
  subscribe: (_key, words) => ({ type: 'subscribe', label: words }),
  unsubscribe: (_key, words) => ({ type: 'refuse', label: words }),
  scan: (key) => ({ type: 'scan', ...entryOf(key), opens: true }),
  scan_follow: (key) => ({ type: 'follow', ...entryOf(key), opens: true }),
  click: (key) => ({ type: 'choose', label: key, opens: true }),
  view: (key) => ({ type: 'choose', label: key }),
}

function entryOf(key: string): { entry?: string } {
  const entry = codeOfScene(key)
  return entry ? { entry } : {}
}

/** A post that names us is whole in its push; a comment lacks the post it stands below, which the poll tells. */
function mention(push: Push, account: Account): Arrival | undefined {
  const { subtype, key } = { subtype: text(push.data, 'subtype'), key: text(push.data, 'key') }
  if (subtype === 'comment') return { is: 'ring' }
  if (subtype !== 'status' || !/^\d{1,20}$/.test(key)) return undefined
  const incoming: Incoming = {
    who: publicOf(push.sender),
    externalId: statusId(key),
    text: push.text,
    public: threadOf(account, { id: key, text: push.text }),
    doing: 'mention',
    ...when(push),
  }
  return { is: 'message', incoming }
}

function when({ createdAt }: Push): { at?: number } {
  const at = timeOf(createdAt)
  return at === undefined ? {} : { at }
}
