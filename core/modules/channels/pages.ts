import type { App } from '../../module.ts'
import type { ChannelKind, Plugin } from '../../plugin/index.ts'
import type { Typed } from '../../platform/http/index.ts'
import { type Channel, kindOf } from './channel.ts'
import { fieldGroups } from './form.ts'
import { openSettings } from './service.ts'
import { countConversations, listChannels } from './store.ts'

type Form = Partial<Typed>

/** The list: every account with how it is doing and how much went through it in the last seven days. */
export async function listPage(app: App, locale: string) {
  const weekAgo = new Date(app.clock().getTime() - 7 * 24 * 3_600_000).toISOString()
  const [channels, counts] = await Promise.all([listChannels(app.db), countConversations(app.db, weekAgo)])
  const nothing = { recent: 0, open: 0 }
  return {
    channels: channels.map((channel) => ({
      ...statusView(app, channel, locale),
      ...(counts.get(channel.id) ?? nothing),
    })),
  }
}

/** The kinds that an admin can add, plugin by plugin. */
export function kindsPage(app: App, locale: string) {
  const kinds = app.plugins.flatMap((plugin) => (plugin.channels ?? []).map((kind) => ({ plugin, kind })))
  return { kinds: kinds.map(({ plugin, kind }) => kindView(app, plugin, kind, locale)) }
}

/** The form of a new account. */
export function newPage(app: App, plugin: Plugin, kind: ChannelKind, locale: string, form: Form = {}) {
  const view = kindView(app, plugin, kind, locale)
  const groups = fieldGroups(app, plugin.id, kind, { locale, ...form })
  return {
    kind: view,
    groups,
    name: form.values ? form.values['name'] : view.title,
    ...formFaults(app, locale, form),
  }
}

/** The page of one account: how it is doing, its form, and the plugin's own panel where it has one. */
export function channelPage(app: App, channel: Channel, locale: string, hasSetup: boolean, form: Form = {}) {
  const kind = kindOf(app.plugins, channel)
  const state = { locale, settings: openSettings(app, channel), ...form }
  return {
    channel: statusView(app, channel, locale),
    groups: kind ? fieldGroups(app, channel.plugin, kind, state) : [],
    name: form.values ? form.values['name'] : channel.name,
    hasSetup,
    ...formFaults(app, locale, form),
  }
}

const looks = { off: '', opening: 'accent', open: 'good', retrying: 'warn', refused: 'danger' }

/** How an account is doing, in words of a language. */
export function statusView(app: App, channel: Channel, locale: string) {
  const { id, key, name, state, reason, nextAt, plugin, kind } = channel
  const title = app.i18n.t(locale, `${plugin}:kind.${kind}.title`)
  const isInstalled = kindOf(app.plugins, channel) !== undefined
  const look = looks[state]
  return {
    id,
    key,
    name,
    state,
    nextAt,
    look,
    isInstalled,
    kindTitle: isInstalled ? title : `${plugin}/${kind}`,
    reason: reason && wordsOf(app, locale, reason),
    canPause: state !== 'off',
    canResume: isInstalled && (state === 'off' || state === 'refused' || state === 'retrying'),
  }
}

function kindView(app: App, plugin: Plugin, { kind }: ChannelKind, locale: string) {
  const hint = app.i18n.t(locale, `${plugin.id}:kind.${kind}.hint`)
  return {
    href: `/admin/channels/new/${plugin.id}/${kind}`,
    title: app.i18n.t(locale, `${plugin.id}:kind.${kind}.title`),
    ...(hint !== `kind.${kind}.hint` && { hint }),
  }
}

function formFaults(app: App, locale: string, { faults = {} }: Form) {
  const text = (name: string) => faults[name] && wordsOf(app, locale, faults[name])
  return { nameError: text('name'), formError: text('form') }
}

/** A reason is a translation key, of ours or of a plugin, or words of a provider. */
function wordsOf(app: App, locale: string, reason: string): string {
  return /^([\w-]+:)?[\w-]+(\.[\w-]+)+$/.test(reason) ? app.i18n.t(locale, reason) : reason
}
