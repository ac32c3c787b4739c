import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { Notice } from '../../../plugin/index.ts'
import { wordsOf } from '../../../platform/i18n/index.ts'
import { asked, refusalIn } from '../asking.ts'
import type { Channel } from '../channel.ts'
import { piecesOf } from '../notice.ts'
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
function noticeView(app: App, locale: string, notice: Notice) {
  const { template, title, fields, subscribed } = notice
  const labels = new Map(fields.map(({ key, label, example }) => [key, example ?? label]))
  return {
    template,
    title,
    subscribed,
    parts: piecesOf(notice).map(({ text, key = '' }) =>
      text === undefined ? { gap: labels.get(key) ?? key } : { text },
    ),
    fields: fields.map((field) => ({ ...field, hint: field.hint && wordsOf(app, locale, field.hint) })),
  }
}
