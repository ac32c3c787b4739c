import { type Fault, Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import type { Content, Notice } from '../../../plugin/index.ts'
import { asked, piecesOf } from '../../channels/index.ts'
import { accountOf, recipient } from '../targets/recipient.ts'
import { conversationFor } from '../store/find.ts'

type NoticeContent = Content & { type: 'notice' }

/**
 * What may be said to the customer over this identity outside the window, as the provider has approved it; nothing
 * where the channel has no notices. Throws NotFound, and Invalid where the provider does not tell.
 */
export async function noticesFor(
  app: App,
  viewer: Viewer,
  id: number,
  identityId: number | undefined,
): Promise<Notice[]> {
  return (await offered(app, viewer, id, identityId))?.list ?? []
}

/**
 * The notice with the titles and labels of its provider, and its words with the values in them. Throws Invalid where
 * the channel has no such notice, and for values that do not fit (`values.<key>`).
 */
export async function approved(
  app: App,
  viewer: Viewer,
  id: number,
  { identityId, content }: { identityId?: number; content: NoticeContent },
): Promise<{ content: NoticeContent; text: string }> {
  const offer = await offered(app, viewer, id, identityId)
  const notice = offer?.list.find(({ template }) => template === content.template)
  if (!offer || !notice) throw new Invalid([{ field: 'content', message: 'desk.refused.notice' }])
  const given = new Map(content.values.map(({ key, value }) => [key, value.trim()]))
  const values = notice.fields.map(({ key, label }) => ({ key, label, value: given.get(key) ?? '' }))
  const faults = [...missing(values), ...wrong(offer.notices.check(notice, values))]
  if (faults.length > 0) throw new Invalid(faults)
  const pieces = piecesOf(notice).map(({ text, key = '' }) => text ?? given.get(key) ?? key)
  return { content: { ...content, title: notice.title, values }, text: pieces.join('') }
}

/** The notices of the account behind this identity, and what they are now; undefined where it has none. */
async function offered(app: App, viewer: Viewer, id: number, identityId: number | undefined) {
  const conversation = await conversationFor(app.db, viewer, id)
  const { channelId } = await recipient(app.db, conversation, identityId)
  const channel = await accountOf(app.db, channelId)
  const notices = app.channels.open(channelId)?.notices
  return notices && { notices, list: await asked(app, channel, () => notices.list(), 'content') }
}

function missing(values: NoticeContent['values']): Fault[] {
  return values
    .filter(({ value }) => !value)
    .map(({ key }) => ({ field: `values.${key}`, message: 'errors.fault.required' }))
}

function wrong(faults: Record<string, string>): Fault[] {
  return Object.entries(faults).map(([key, message]) => ({ field: `values.${key}`, message }))
}
