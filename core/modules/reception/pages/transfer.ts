import type { App, Bar, Viewer } from '../../../module.ts'
import { later } from '../../../platform/time.ts'
import { agentNames, teamNames } from '../../agents/index.ts'
import { findConversation, messagesOf } from '../../conversations/index.ts'
import { receptionSettings } from '../service/settings.ts'

type Conversation = NonNullable<Awaited<ReturnType<typeof findConversation>>>
type Transfer = NonNullable<Conversation['transfer']>

/** Above a conversation that was handed over and not accepted yet: from whom, with which note, and how long there is. */
export async function transferBars(app: App, viewer: Viewer, id: number): Promise<Bar[]> {
  const conversation = await findConversation(app.db, viewer, id)
  if (!conversation?.transfer) return []
  const { transfer } = conversation
  const part = partOf(viewer, conversation, transfer)
  const note = await noteOf(app, viewer, id, transfer)
  const until = await endOf(app, transfer)
  const say = (key: string, values?: object) => app.i18n.t(viewer.locale, `reception.transfer.${key}`, values)
  const bar = {
    id: `transfer-${id}`,
    icon: 'arrow-right-left',
    text: say(part, await namesOf(app, conversation, transfer)),
    ...(note && { note }),
    ...(until && { until }),
    deeds: deeds[part].map(([name, label]) => ({
      action: `/conversations/${id}/transfer/${name}`,
      label: say(label),
    })),
  }
  return [bar]
}

type Part = 'receiver' | 'sender' | 'other'

/** By who looks: the resource that is posted, and its label. */
const deeds: Record<Part, [name: string, label: string][]> = {
  receiver: [
    ['acceptance', 'accept'],
    ['refusal', 'decline'],
  ],
  sender: [['removal', 'cancel']],
  other: [],
}

function partOf({ agentId }: Viewer, conversation: Conversation, { from }: Transfer): Part {
  if (conversation.agentId === agentId) return 'receiver'
  return from === agentId ? 'sender' : 'other'
}

async function namesOf(app: App, { agentId, teamId }: Conversation, { from }: Transfer) {
  const agents = await agentNames(app.db, [from, ...(agentId === null ? [] : [agentId])])
  const sender = agents.get(from)?.name ?? ''
  if (agentId !== null) return { from: sender, to: agents.get(agentId)?.name ?? '' }
  return { from: sender, to: (await teamNames(app.db, [teamId ?? 0])).get(teamId ?? 0) ?? '' }
}

/** The note that was written with it. */
async function noteOf(app: App, viewer: Viewer, id: number, { from, at }: Transfer) {
  const { messages } = await messagesOf(app, viewer, id)
  const note = messages.findLast(
    ({ direction, author, at: said }) =>
      direction === 'note' && author.key === `agent:${from}` && said === at,
  )
  return note?.text
}

async function endOf(app: App, { at }: Transfer): Promise<string | undefined> {
  const { acceptWithin } = await receptionSettings(app.db)
  return acceptWithin > 0 ? later(at, acceptWithin * 1000) : undefined
}
