import type { App } from '../../../module.ts'
import type { ChannelKind, Plugin } from '../../../plugin/index.ts'
import type { Typed } from '../../../platform/http/index.ts'
import { pluginText, wordsOf } from '../../../platform/i18n/index.ts'
import { iconOf } from '../brief.ts'
import type { Carried } from '../carrying.ts'
import { fieldGroups } from '../form.ts'

/** What was typed into a form that was wrong; what of it is never shown is carried along. */
export type FormAgain = Partial<Typed> & { carried?: Carried }

/** The kinds that an admin can add, plugin by plugin. */
export function kindsPage(app: App, locale: string) {
  const kinds = app.plugins.flatMap((plugin) => (plugin.channels ?? []).map((kind) => ({ plugin, kind })))
  return {
    kinds: kinds.map(({ plugin, kind }) => kindView(app, plugin, kind, locale)),
    crumbs: [{ href: '/admin/channels', label: app.i18n.t(locale, 'channels.title') }],
  }
}

/** The form of a new account. */
export function newPage(app: App, plugin: Plugin, kind: ChannelKind, locale: string, form: FormAgain = {}) {
  const view = kindView(app, plugin, kind, locale)
  return {
    kind: view,
    groups: fieldGroups(app, plugin.id, kind, { ...form, locale }),
    name: form.values ? form.values['name'] : view.title,
    carried: form.carried?.sealed,
    ...formFaults(app, locale, form),
  }
}

/** What is wrong with the form as a whole. `canWait`: it was only the provider who refused, so it may be saved untested. */
export function formFaults(app: App, locale: string, { faults = {} }: FormAgain) {
  const text = (name: string) => faults[name] && wordsOf(app, locale, faults[name])
  return {
    nameError: text('name'),
    formError: text('form') ?? text('check'),
    canWait: faults['check'] !== undefined,
  }
}

function kindView(app: App, plugin: Plugin, kind: ChannelKind, locale: string) {
  const text = (part: string) => pluginText(app, locale, `${plugin.id}:kind.${kind.kind}.${part}`)
  return {
    plugin: plugin.id,
    kind: kind.kind,
    href: `/admin/channels/new/${plugin.id}/${kind.kind}`,
    title: text('title'),
    hint: text('hint'),
    needs: (text('needs') ?? '').split('\n').filter(Boolean),
    icon: iconOf(app, { plugin: plugin.id, kind: kind.kind }),
    canRehearse: kind.simulate !== undefined,
  }
}
