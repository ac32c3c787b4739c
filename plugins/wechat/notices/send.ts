import type { Channel, Content, Outgoing } from 'qiantai/plugin'
import { type Api } from '../api/api.ts'
import { subscription } from './templates.ts'
import { textOf } from '../tree.ts'
import { digest } from '../uid.ts'
import { valueFaults } from './values.ts'

// An outcome that has not come by then never comes.
const week = 7 * 24 * 3_600_000

type NoticeContent = Extract<Content, { type: 'notice' }>

/**
 * Sends a notice in the words that the platform has approved; its outcome comes as an event of its own. Throws a
 * permanent failure for values that do not fit.
 */
export async function sendNotice(
  channel: Channel,
  api: Api,
  path: string,
  { uid, to }: Outgoing,
  notice: NoticeContent,
  signal: AbortSignal,
): Promise<{ externalId?: string }> {
  const faults = Object.values(valueFaults(notice.values))
  if (faults[0]) throw channel.failure(faults[0], { permanent: true })
  const isSubscribed = notice.template.startsWith(subscription)
  const json = isSubscribed ? subscriptionBody(to, notice) : templateBody(to, notice, uid)
  const reply = await api.call(isSubscribed ? path : '/cgi-bin/message/template/send', {
    json,
    signal,
    // A template's id of ours makes a second try harmless.
    ...(isSubscribed && { once: true }),
  })
  const id = textOf(reply, 'msgid')
  const name = isSubscribed ? subscriptionName(to, notice.template.slice(subscription.length)) : id
  if (name) await channel.remember(`notice:${name}`, uid, channel.now() + week)
  return id ? { externalId: id } : {}
}

/** The platform tells no id of a subscription notice: it is known by its customer and template. */
export function subscriptionName(who: string, template: string): string {
  return digest(`${who}\n${template}`)
}

function templateBody(touser: string, { template, values, url }: NoticeContent, uid: string) {
  return {
    touser,
    template_id: template,
    ...(url && { url }),
    data: dataOf(values),
    client_msg_id: uid.replaceAll('-', '').slice(0, 32),
  }
}

function subscriptionBody(touser: string, { template, values, url }: NoticeContent) {
  return {
    touser,
    template_id: template.slice(subscription.length),
    ...(url && { page: url }),
    data: dataOf(values),
  }
}

function dataOf(values: NoticeContent['values']) {
  return Object.fromEntries(values.map(({ key, value }) => [key, { value }]))
}
