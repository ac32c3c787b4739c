import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { Notice } from '../../../plugin/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { asked, refusalIn } from '../asking.ts'
import type { Channel } from '../channel.ts'
import { accountFrame } from './account.ts'

/** The notices that the provider has approved, or why it does not say. */
export async function noticesPage(app: App, channel: Channel, locale: string) {
  const notices = app.channels.open(channel.id)?.notices
  if (!notices) throw new NotFound(`notices of channel ${channel.id}`)
  const frame = accountFrame(app, channel, locale, 'notices')
  try {
    const list = await asked(app, channel, () => notices.list())
    return { ...frame, notices: list.map((notice) => noticeView(app, locale, notice)) }
  } catch (error) {
    return { ...frame, refusal: refusalIn(app, locale, error) }
  }
}

/** The approved words cut at their values, each with its label or example in the gap. */
function noticeView(app: App, locale: string, { template, title, text, fields, subscribed }: Notice) {
  const labels = new Map(fields.map(({ key, label, example }) => [key, example ?? label]))
  const parts = text.split(/\{\{(.+?)\}\}/)
  return {
    template,
    title,
    subscribed,
    parts: parts.map((part, index) =>
      index % 2 ? { gap: labels.get(part.trim()) ?? part } : { text: part },
    ),
    fields: fields.map((field) => ({ ...field, hint: field.hint && wordsOf(app, locale, field.hint) })),
  }
}
