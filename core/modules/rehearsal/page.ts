import type { App } from '../../module.ts'
import { isPostgres } from '../../platform/db/index.ts'
import { wordsOf } from '../../platform/i18n/index.ts'
import type { MenuItem, PhoneLine, PhoneView } from '../../plugin/index.ts'
import { accountFrame, type Channel, kindOf } from '../channels/index.ts'
import { listEntries } from '../entries/index.ts'
import { checklistOf } from './checklist.ts'
import { phoneOf, type Trials } from './service.ts'
import { conversationOf } from './store.ts'

const minute = 60_000
const quiet = 5 * minute
const steps = [
  { seconds: 60, label: 'rehearsal.pass.minute' },
  { seconds: 3600, label: 'rehearsal.pass.hour' },
  { seconds: 48 * 3600, label: 'rehearsal.pass.days' },
]

/** What the page shows: the account, the phone where it is open, and what can be tried on it. */
export async function rehearsalPage(app: App, channel: Channel, locale: string, refusal?: string) {
  const { id, plugin, kind } = channel
  const conversation = await conversationOf(app.db, id)
  const open = phoneOf(app, id)
  const shown = open?.phone.show()
  const frame = accountFrame(app, channel, locale, 'rehearsal')
  const places = frame.tabs.map(({ href }) => href)
  const greets = kindOf(app.plugins, channel)?.fields.some((field) => /greeting$/i.test(field.name)) ?? false
  const names = new Map((await listEntries(app, id)).map(({ code, name }) => [code, name]))
  return {
    ...frame,
    base: `/admin/channels/${id}/rehearsal`,
    desk: conversation ? `/conversations/${conversation}` : '/desk',
    live: `/admin/channels/new/${plugin}/${kind}`,
    // A phone lives in one process, and here there may be several.
    mayBeSplit: isPostgres(app.db),
    refusal: refusal && wordsOf(app, locale, refusal),
    ...(open &&
      shown && {
        phone: { ...phoneView(shown, id, open.trials.ahead), entries: entryViews(shown, names) },
        ...trialsView(shown, open.trials, places, greets),
      }),
  }
}

/** Where an admin gives the channel what a thing to try needs, among the `places` that this account has. */
const prepared = { greeting: '/settings', scan: '/entries', menu: '/menu' }

function trialsView(shown: PhoneView, trials: Trials, places: string[], greets: boolean) {
  const placeOf = (end: string) => places.find((href) => href.endsWith(end))
  const menu = shown.menu.length > 0 || placeOf(prepared.menu) !== undefined
  const codes = shown.entries.length > 0 || placeOf(prepared.scan) !== undefined
  const checklist = checklistOf(shown, trials, { greeting: greets, menu, codes })
  const links = new Map(Object.entries(prepared).map(([name, end]) => [name, placeOf(end)]))
  const done = checklist.filter((each) => each.done).length
  return {
    checklist: checklist.map((each) => ({ ...each, href: each.done ? undefined : links.get(each.name) })),
    done,
    isComplete: done === checklist.length,
    scans: codes && shown.can.includes('scan'),
    steps,
  }
}

/** Codes by the names that the clinic gave them. */
function entryViews({ entries }: PhoneView, names: Map<string, string>) {
  return entries.map(({ code }) => ({ code, name: names.get(code) ?? code }))
}

/** Lines tell the phone's time; the end of the window is told in ours, as the desk tells it. */
function phoneView(shown: PhoneView, id: number, ahead: number) {
  const { title, follows, menu, lines, can, window, clinicTypes } = shown
  return {
    title,
    clinicTypes,
    isFollowed: follows === true,
    isStrange: follows === false,
    can: Object.fromEntries(can.map((type) => [type, true])),
    menu: menu.map((item, index) => menuView(item, `${index}`)),
    lines: lines.map((line, index) => lineView(line, lines[index - 1], id)),
    window: window && { ...window, until: new Date(window.until - ahead).toISOString() },
    isCounted: window?.left !== undefined,
  }
}

/** `path` names an item for `choose`: indexes with dots between. */
function menuView(item: MenuItem, path: string): object {
  const items =
    item.type === 'group' ? item.items.map((each, index) => menuView(each, `${path}.${index}`)) : []
  return { name: item.name, path, items, isGroup: item.type === 'group', isLink: 'url' in item }
}

/** A time stands above a line where some minutes had passed in silence. */
function lineView(line: PhoneLine, before: PhoneLine | undefined, id: number) {
  const media = (medium: string) => `/admin/channels/${id}/rehearsal/media/${encodeURIComponent(medium)}`
  return {
    ...line,
    time: before && line.at - before.at < quiet ? undefined : new Date(line.at).toISOString(),
    isProvider: line.from === 'provider',
    pictures: line.pictures?.map(media),
    sound: line.sound && { ...line.sound, src: media(line.sound.id) },
  }
}
