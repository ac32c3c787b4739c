import type { App } from '../../module.ts'
import { clinicOf } from '../clinic/index.ts'
import { type Alert, type Level, levels } from './alert.ts'
import type { Filter } from './destination.ts'

/**
 * What leaves the house, in the clinic's language. `heading` names the clinic and the level, `lines` say more, `url`
 * is where to look (empty where nobody said under which address we are reached), `look` the words of that link. The
 * same `id` is the same note.
 */
export type Note = {
  id: string
  kind: string
  level: Level
  heading: string
  title: string
  lines: string[]
  url: string
  look: string
  at: string
}

const mostLines = 10
const longest = { title: 200, line: 500 }

/** One note about all of these alerts, oldest first: a single one speaks for itself, of several each has a line. */
export async function noteOf(app: App, { personal }: Filter, alerts: Alert[], id: string): Promise<Note> {
  const { name, locale } = await clinicOf(app.db)
  const level = levels.findLast((each) => alerts.some((alert) => alert.level === each)) ?? 'info'
  const heading = `${name} · ${app.i18n.t(locale, `alerts.level.${level}`)}`
  const look = app.i18n.t(locale, 'alerts.look')
  const [alert, ...others] = alerts
  const titles = alerts.map((each) => titleOf(app, locale, each, personal))
  if (alert && others.length === 0) {
    const lines = personal && alert.body ? [cut(alert.body, longest.line)] : []
    const said = { title: titles[0] ?? '', lines, url: urlOf(app, alert.href) }
    return { id, kind: alert.kind, level, heading, look, ...said, at: alert.at }
  }
  const title = app.i18n.t(locale, 'alerts.digest.title', { count: alerts.length })
  const more = titles.length - mostLines
  const lines = titles.slice(0, mostLines).map((text) => `· ${text}`)
  if (more > 0) lines.push(app.i18n.t(locale, 'alerts.digest.more', { count: more }))
  const said = { title, lines, url: urlOf(app, '/desk'), at: app.clock().toISOString() }
  return { id, kind: 'alerts.digest', level, heading, look, ...said }
}

/** The note by which an admin sees whether a destination works. */
export async function trialNote(app: App, id: string): Promise<Note> {
  const { name, locale } = await clinicOf(app.db)
  const say = (key: string) => app.i18n.t(locale, `alerts.trial.${key}`)
  const said = { heading: name, title: say('title'), lines: [say('text')] }
  const link = { url: urlOf(app, '/admin/alerts'), look: app.i18n.t(locale, 'alerts.look') }
  return { id, kind: 'alerts.trial', level: 'info', ...said, ...link, at: app.clock().toISOString() }
}

/** What an alert says in a language; without `personal` a customer's name is masked. */
export function titleOf(
  app: App,
  locale: string,
  { title }: Pick<Alert, 'title'>,
  personal: boolean,
): string {
  const { name } = title.values ?? {}
  const shown = name === undefined ? name : nameIn(app, locale, String(name), personal)
  return cut(app.i18n.t(locale, title.key, { ...title.values, name: shown }), longest.title)
}

/** What the house calls somebody without a name says nothing of them, and is said in every language. */
function nameIn({ i18n }: App, locale: string, name: string, personal: boolean): string {
  const number = /\d+/.exec(name)?.[0]
  const visitor = (language: string) => i18n.t(language, 'events.visitor', { number })
  if (i18n.locales.some((language) => name === visitor(language))) return visitor(locale)
  return personal ? name : maskedName(name)
}

/** Enough for those who know the customer: 王**. */
function maskedName(name: string): string {
  const [first = ''] = name.trim()
  return `${first}**`
}

function urlOf({ config }: App, href: string): string {
  return config.publicUrl && href ? config.publicUrl.replace(/\/$/, '') + href : ''
}

function cut(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('')
}
