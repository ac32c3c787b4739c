import type { App } from '../../module.ts'
import type { Typed } from '../../platform/http/index.ts'
import { faultWords } from '../../platform/i18n/index.ts'
import { accountFrame, type Channel } from '../channels/index.ts'
import { places } from './entry.ts'
import { type EntryView, listEntries } from './service.ts'

/** The entry points of an account with what came of each, and the form of the next one. */
export async function entriesPage(
  app: App,
  channel: Channel,
  locale: string,
  { justArchived, typed }: { justArchived?: number; typed?: Typed } = {},
) {
  const all = (await listEntries(app, channel.id, { archived: true })).map((entry) =>
    entryView(channel, entry),
  )
  return {
    ...accountFrame(app, channel, locale, 'entries'),
    canMake: app.channels.open(channel.id)?.entries !== undefined,
    entries: all.filter(({ archivedAt }) => archivedAt === null),
    archived: all.filter(({ archivedAt }) => archivedAt !== null),
    justArchived: all.find(({ id, archivedAt }) => id === justArchived && archivedAt !== null),
    places: places.map((place) => ({ place, isChosen: place === typed?.values['place'] })),
    name: typed?.values['name'],
    errors: faultWords(app, locale, typed?.faults),
  }
}

function entryView(channel: Channel, entry: EntryView) {
  const address = `/admin/channels/${channel.id}/entries/${entry.id}`
  return { ...entry, address, isLink: /^https?:/.test(entry.url) }
}
