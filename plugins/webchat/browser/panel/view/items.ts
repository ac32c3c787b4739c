import type { Message } from '../../shared/wire.ts'
import type { State, Upload } from '../model/state.ts'
import type { Unsent } from '../model/outbox.ts'
import { dayOf } from '../text/day.ts'

/** One line of the log. `key` stays while it is the same thing; `first` and `last` are of a run by one author. */
export type Item = { key: string; first: boolean; last: boolean } & (
  | { kind: 'day'; at: string }
  | { kind: 'message'; message: Message; showState: boolean }
  | { kind: 'unsent'; unsent: Unsent }
  | { kind: 'upload'; upload: Upload }
)

const RUN = 5 * 60_000

/** What the log shows, from top to bottom. */
export function itemsOf(state: Pick<State, 'messages' | 'outbox' | 'uploads'>): Item[] {
  const { messages, outbox, uploads } = state
  const own = messages.filter((message) => message.from === 'customer')
  const newest = own[own.length - 1]
  const items = [
    ...messages.map((message): Item => {
      return {
        key: message.uid,
        kind: 'message',
        message,
        showState: message === newest,
        first: true,
        last: true,
      }
    }),
    ...outbox.map((unsent): Item => ({ key: unsent.uid, kind: 'unsent', unsent, first: true, last: true })),
    ...uploads.map((upload): Item => ({ key: upload.uid, kind: 'upload', upload, first: true, last: true })),
  ]
  return withDays(items)
}

function withDays(items: Item[]): Item[] {
  const lines: Item[] = []
  items.forEach((item, i) => {
    const before = items[i - 1]
    const day = dayOf(new Date(atOf(item)))
    const newDay = !before || dayOf(new Date(atOf(before))) !== day
    if (newDay) lines.push({ key: `day:${day}`, kind: 'day', at: atOf(item), first: true, last: true })
    const first = newDay || !sameRun(before, item)
    const last = lines[lines.length - 1]
    if (!first && last) last.last = false
    lines.push({ ...item, first })
  })
  return lines
}

function sameRun(a: Item, b: Item): boolean {
  return authorOf(a) === authorOf(b) && new Date(atOf(b)).getTime() - new Date(atOf(a)).getTime() < RUN
}

function authorOf(item: Item): string {
  if (item.kind !== 'message' || item.message.from === 'customer') return 'me'
  return `${item.message.from}:${item.message.author?.name ?? ''}:${item.message.kind === 'event'}`
}

function atOf(item: Item): string {
  if (item.kind === 'message') return item.message.at
  if (item.kind === 'unsent') return item.unsent.at
  return item.kind === 'upload' ? item.upload.at : item.at
}
