import type { App } from '../../module.ts'

/** Kinds of messages that may come without words of their own. */
const signs = new Set([
  'image',
  'file',
  'voice',
  'call-in',
  'call-out',
  'video',
  'event',
  'link',
  'card',
  'choices',
  'location',
  'notice',
  'unsupported',
])

/** A stored preview in words: what came without words of its own is called by its kind. */
export function previewIn(app: App, locale: string, preview: string): string {
  const [, sign, deed, words = ''] = /^\[(?:([\w-]+)|happened\.(\w+))\](.*)$/.exec(preview) ?? []
  if (deed) return app.i18n.t(locale, `events.happened.${deed}`)
  return sign && signs.has(sign) ? app.i18n.t(locale, `desk.preview.${sign}`) + words : preview
}
