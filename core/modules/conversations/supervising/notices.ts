import type { App, LiveTopic, Push } from '../../../module.ts'
import type { Event } from '../../../platform/events/index.ts'
import { render } from '../../../platform/http/index.ts'
import { personBriefs } from '../../people/index.ts'
import { type MessageView, messageViews } from '../showing/message-view.ts'
import { peopleOfConversations } from '../store/live.ts'
import type { Message } from '../store/rows.ts'
import { messagesById } from '../store/timeline.ts'

/** `agent:3`: that a colleague has said something to this agent, or done something to what is theirs, on whatever page they are. */
export function agentTopic(app: App): LiveTopic {
  return {
    kind: 'agent',
    authorize: async (viewer, id) => String(viewer.agentId) === id,
    tells: ({ topic, type }) => (type === 'agent.mentioned' ? topic : undefined),
    async render(events) {
      const messages = await messagesById(app.db, [...new Set(events.flatMap(({ ref }) => ref ?? []))])
      const notices = new Map<string, Map<number, Notice>>()
      for (const locale of app.i18n.locales) notices.set(locale, await noticesOf(app, locale, messages))
      return events.map((event) =>
        noticePush(app, event, (locale) => notices.get(locale)?.get(event.ref ?? 0)),
      )
    },
  }
}

/** What was said, and in whose conversation. */
type Notice = { message: MessageView; customer: string }

async function noticesOf(app: App, locale: string, messages: Message[]): Promise<Map<number, Notice>> {
  const views = await messageViews(app, app.db, { locale }, messages)
  const people = await peopleOfConversations(
    app.db,
    messages.map(({ conversationId }) => conversationId),
  )
  const briefs = await personBriefs(app, locale, [...new Set(people.values())])
  const customerIn = (id: number) => briefs.get(people.get(id) ?? 0)?.name ?? ''
  return new Map(
    views.map((message, index) => [
      message.id,
      { message, customer: customerIn(messages[index]?.conversationId ?? 0) },
    ]),
  )
}

/** What was taken from somebody is often out of their sight: that line leads nowhere. */
function noticePush(
  app: App,
  { data: { conversationId }, ref }: Event,
  noticeIn: (locale: string) => Notice | undefined,
): Push {
  return {
    data: { conversation: conversationId, mention: ref },
    html(locale) {
      const notice = noticeIn(locale)
      const isTaken = notice?.message.event?.key === 'events.supervision.taken'
      const href = isTaken ? '' : `/conversations/${Number(conversationId)}`
      return notice ? render(app, 'agent/supervising/notice', { ...notice, href }, locale) : ''
    },
  }
}
