import { DateTime } from 'luxon'
import type { App, Viewer } from '../../../module.ts'
import type { Capabilities } from '../../../plugin/index.ts'
import { can } from '../../agents/index.ts'
import type { ChannelBrief } from '../../channels/index.ts'
import type { Target } from '../targets/targets.ts'

type Account = Target & { channel: ChannelBrief }

/** A way to answer, as the composer offers it: `abilities` are the names of what it can send, `words` say its window. */
type Way = Account & {
  chosen: boolean
  closed: boolean
  /** The answers are counted or end at a time. */
  limited: boolean
  /** Something stands above the text: it is public, or may close. */
  noted: boolean
  words: string
  abilities: string
  /** The longest text, where it is neither split nor counted in bytes. */
  most?: number
  /** The customer's name there, where it is not the channel's. */
  name?: string
}

type T = (key: string, values?: object) => string

const sendable = ['image', 'file', 'voice', 'video', 'link', 'card', 'choices'] as const

/** What the composer shows of the ways to answer; `now` is the clinic's time, which the browser counts down from. */
export function targetScreen(app: App, viewer: Viewer, targets: Target[]) {
  const now = app.clock()
  const t: T = (key, values) => app.i18n.t(viewer.locale, key, values)
  const accounts = targets.filter(isAccount)
  const current = accounts.find((target) => target.current) ?? accounts[0]
  const ways = accounts.map((target) => wayOf(target, { chosen: target === current, t, now, viewer }))
  const chosen = ways.find((way) => way.chosen)
  const abilities = chosen?.abilities.split(' ') ?? []
  return {
    now: now.toISOString(),
    targets: ways,
    several: ways.length > 1,
    chosen,
    abilities,
    more: ['link', 'card', 'choices', 'notice'].some((name) => abilities.includes(name)),
    open: ways.filter((way) => !way.closed),
    private: ways.find((way) => !way.closed && !way.public),
    phones: targets.filter((target) => !target.channel).map((target) => numberOf(target, viewer)),
  }
}

function wayOf(
  target: Account,
  { chosen, t, now, viewer }: { chosen: boolean; t: T; now: Date; viewer: Viewer },
): Way {
  const { window, can: able, channel, label } = target
  const limited = window.open && (window.left !== undefined || window.until !== undefined)
  const most = mostOf(able)
  return {
    ...target,
    chosen,
    closed: !window.open,
    limited,
    noted: target.public || limited || !window.open,
    words: windowWords(target, t, window.until && timeText(window.until, now, viewer.locale)),
    abilities: [...sendable.filter((name) => able[name]), ...(target.notices ? ['notice'] : [])].join(' '),
    ...(most && { most }),
    ...(label !== channel.name && { name: label }),
  }
}

/** How the window stands, in the fewest words. */
function windowWords({ window, available, gone }: Account, t: T, until = ''): string {
  if (gone && !window.open) return t(`desk.window.gone.${gone}`)
  if (!window.open) return t('desk.window.closed')
  if (!available) return t('desk.window.off')
  const { left } = window
  if (left !== undefined) return t(until ? 'desk.window.leftUntil' : 'desk.window.left', { left, until })
  return until ? t('desk.window.until', { until }) : t('desk.window.free')
}

/** The clock alone today, with the date on other days; half a year ahead, the date alone with its year. */
function timeText(iso: string, now: Date, locale: string): string {
  const at = DateTime.fromISO(iso).setLocale(locale)
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const today = DateTime.fromJSDate(now)
  if (at.diff(today, 'months').months > 6) return at.toLocaleString(DateTime.DATE_MED)
  return at.toLocaleString(at.hasSame(today, 'day') ? clock : { month: 'short', day: 'numeric', ...clock })
}

function mostOf({ text }: Capabilities): number | undefined {
  return text.bytes || text.split ? undefined : text.max
}

function numberOf({ identityId, label }: Target, viewer: Viewer) {
  return { id: identityId, label, revealable: can(viewer, 'people.reveal') }
}

function isAccount(target: Target): target is Account {
  return target.channel !== undefined
}
