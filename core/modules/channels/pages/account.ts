import type { App } from '../../../module.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { earlier } from '../../../platform/time.ts'
import { type Channel, kindOf } from '../channel.ts'
import { hasConfiguration } from '../configuration/files.ts'
import { fieldGroups } from '../form.ts'
import { leftWork } from '../left-work.ts'
import { hasSetup } from '../realm.ts'
import { openSettings, settingsToAsk } from '../settings.ts'
import { groupFailures } from '../store/traffic.ts'
import { type FormAgain, formFaults } from './kinds.ts'
import { nothing, trafficOf } from './list.ts'
import { statusView, warningsOf } from './status.ts'
import { tabsOf, type TabName } from './tabs.ts'

const week = 7 * 24 * 3_600_000

/** What every page of an account begins with: its name, how it is doing, and the ways to its other pages. */
export function accountFrame(app: App, channel: Channel, locale: string, tab: TabName) {
  const offers = app.channels.open(channel.id)
  return {
    channel: { ...statusView(app, channel, locale), canAuthorize: canAuthorize(app, channel) },
    tabs: tabsOf(channel, tab, {
      guide: hasSetup(app, channel),
      settings: kindOf(app.plugins, channel) !== undefined,
      configuration: hasConfiguration(app, channel),
      entries: offers?.entries !== undefined,
      menu: offers?.menu !== undefined && kindOf(app.plugins, channel)?.menu !== undefined,
      notices: offers?.notices !== undefined,
    }),
  }
}

/** How the account is doing: health, what went through it, and what did not. */
export async function overviewPage(app: App, channel: Channel, locale: string) {
  const since = earlier(app.clock(), week)
  const [traffic, failures, left] = await Promise.all([
    trafficOf(app, [channel.id]),
    groupFailures(app.db, channel.id, since),
    leftWork(app, channel.id),
  ])
  const text = (reason: string | null) => reason && wordsOf(app, locale, reason)
  return {
    ...accountFrame(app, channel, locale, 'overview'),
    warnings: warningsOf(app, channel, locale),
    healthAt: channel.healthAt,
    traffic: traffic.get(channel.id) ?? nothing,
    failures: failures.map((failure) => ({ ...failure, reason: text(failure.reason) })),
    left: left.map((job) => ({ ...job, reason: text(job.reason) })),
  }
}

/** The form of the account, and what cannot be taken back. */
export function settingsPage(app: App, channel: Channel, locale: string, form: FormAgain = {}) {
  const kind = kindOf(app.plugins, channel)
  const fields = kind ? settingsToAsk(app, channel, kind) : []
  const state = { ...form, locale, settings: openSettings(app, channel) }
  return {
    ...accountFrame(app, channel, locale, 'settings'),
    warnings: warningsOf(app, channel, locale),
    groups: kind ? fieldGroups(app, channel.plugin, { ...kind, fields }, state) : [],
    name: form.values ? form.values['name'] : channel.name,
    carried: form.carried?.sealed,
    ...formFaults(app, locale, form),
  }
}

/** An account that is closed is asked by what it said when it was open; a rehearsal has nobody to ask. */
function canAuthorize(app: App, channel: Channel): boolean {
  if (channel.rehearsal) return false
  const open = app.channels.open(channel.id)
  return open ? open.authorize !== undefined : channel.health.some(({ authorize }) => authorize)
}
