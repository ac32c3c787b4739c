import type Handlebars from 'handlebars'
import type { App } from '../../../module.ts'
import { accentPath, assetPath } from '../assets.ts'
import { copyable } from './copyable.ts'
import { linkify } from './linkify.ts'
import { html } from './markup.ts'
import { timeElement } from './time.ts'
import { bytes, durationText, initials } from './words.ts'

type Options = Handlebars.HelperOptions

/** Teaches a Handlebars what templates may do beside looking values up. */
export function addHelpers(handlebars: typeof Handlebars, app: App): void {
  handlebars.registerHelper({
    t: (key: unknown, first: object, last?: Options) =>
      translate(app, key, last ? [first, last] : [{}, first as Options]),
    time: (iso: unknown, options: Options) =>
      timeElement(iso, options.hash['format'], localeOf(options), app.clock()),
    icon: (name: unknown) =>
      html`<svg class="icon" aria-hidden="true"><use href="${assetPath('icons.svg')}#${name}"></use></svg>`,
    csrf: (options: Options) =>
      html`<input type="hidden" name="crumb" value="${rootOf(options)['crumb']}" />`,
    bytes: (size: unknown, options: Options) => bytes(size, localeOf(options)),
    length: (milliseconds: unknown) => durationText(Number(milliseconds ?? 0)),
    asset: (name: unknown) => assetPath(String(name)),
    accent: (colour: unknown) => accentPath(String(colour)),
    initials: (name: unknown) => initials(name),
    linkify: (text: unknown) => linkify(text),
    copyable: (text: unknown, options: Options) => copyable(app, localeOf(options), text),
    json: (value: unknown) => JSON.stringify(value ?? null),
    concat: (...args: unknown[]) => args.slice(0, -1).join(''),
    ...logic,
  })
}

const logic = {
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  not: (value: unknown) => !value,
  /** The first that is false, or the last: so `(or (and isOff "off") "on")` names one of two. */
  and: (...args: unknown[]) => args.slice(0, -1).reduce((all, each) => all && each),
  or: (...args: unknown[]) => args.slice(0, -1).find(Boolean),
  /** Of a list or one value, numbers as forms send them: as text. */
  has: (list: unknown, item: unknown) => [list].flat().map(String).includes(String(item)),
}

/** `{{t "key" name=value}}` or `{{t "key" values}}`. */
function translate(app: App, key: unknown, [values, options]: [object, Options]): string {
  return key ? app.i18n.t(localeOf(options), String(key), { ...values, ...options.hash }) : ''
}

function rootOf(options: Options): Record<string, unknown> {
  return options.data?.root ?? {}
}

function localeOf(options: Options): string {
  return String(rootOf(options)['locale'] ?? 'zh-CN')
}
