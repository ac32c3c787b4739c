import { type Fault, Invalid, NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import type { Content, Notice, OpenChannel } from '../../plugin/index.ts'
import { failureOf } from '../channels/index.ts'
import { recipient } from './recipient.ts'
import { findConversation } from './store/find.ts'

type NoticeContent = Content & { type: 'notice' }
type Notices = NonNullable<OpenChannel['notices']>

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
  const notices = await noticesOf(app, viewer, id, identityId)
  return notices ? listed(notices) : []
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
  const notices = await noticesOf(app, viewer, id, identityId)
  const notice = notices && (await listed(notices)).find(({ template }) => template === content.template)
  if (!notice) throw new Invalid([{ field: 'content', message: 'desk.refused.notice' }])
  const given = new Map(content.values.map(({ key, value }) => [key, value.trim()]))
  const values = notice.fields.map(({ key, label }) => ({ key, label, value: given.get(key) ?? '' }))
  const faults = [...missing(values), ...wrong(notices.check(notice, values))]
  if (faults.length > 0) throw new Invalid(faults)
  const text = notice.text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (whole, key) => given.get(key) ?? whole)
  return { content: { ...content, title: notice.title, values }, text }
}

async function noticesOf(app: App, viewer: Viewer, id: number, identityId: number | undefined) {
  const conversation = await findConversation(app.db, viewer, id)
  if (!conversation) throw new NotFound(`conversation ${id}`)
  const { channelId } = await recipient(app.db, conversation, identityId)
  return app.channels.open(channelId)?.notices
}

async function listed(notices: Notices): Promise<Notice[]> {
  try {
    return await notices.list()
  } catch (error) {
    throw new Invalid([{ field: 'content', message: failureOf(error).reason }])
  }
}

function missing(values: NoticeContent['values']): Fault[] {
  return values
    .filter(({ value }) => !value)
    .map(({ key }) => ({ field: `values.${key}`, message: 'errors.fault.required' }))
}

function wrong(faults: Record<string, string>): Fault[] {
  return Object.entries(faults).map(([key, message]) => ({ field: `values.${key}`, message }))
}
