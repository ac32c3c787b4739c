import type { Channel, Happening } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { storeHappening } from '../inbound/storing.ts'
import { entryOf, type Tree, textOf, treeOf } from '../tree.ts'
import { failReason } from './fail-reasons.ts'
import { greet } from './greeting.ts'
import { uidIn } from './ids.ts'
import { sentAt } from './item.ts'

type Event = { item: Tree; event: Tree; who: string }
type Reaction = (channel: Channel, api: Api, event: Event) => Promise<void>

/** What is done about an event; what is nobody's business here is a line in the log. */
export async function react(channel: Channel, api: Api, item: Tree): Promise<void> {
  const event = treeOf(item, 'event')
  const who = textOf(event, 'external_userid') || textOf(item, 'external_userid')
  const type = textOf(event, 'event_type')
  const reaction = entryOf(reactions, type)
  if (reaction) return reaction(channel, api, { item, event, who })
  channel.log.info(
    { event: type.slice(0, 80), message: textOf(event, 'recall_msgid') },
    'wechat.event-ignored',
  )
}

const reactions: Record<string, Reaction> = {
  async enter_session(channel, api, { item, event, who }) {
    const entry = entryIn(event)
    const happening: Happening = {
      ...deed(item, who, 'enter'),
      ...(entry && { entry, opens: true }),
    }
    if (await storeHappening(channel, happening)) await greet(channel, api, { item, event, who })
  },
  async msg_send_fail(channel, _api, { event }) {
    const uid = uidIn(textOf(event, 'fail_msgid'))
    if (uid) await channel.report(uid, 'failed', failReason(textOf(event, 'fail_type')))
  },
  async reject_customer_msg_switch_change(channel, _api, { item, event, who }) {
    const type = textOf(event, 'reject_switch') === '1' ? 'refuse' : 'subscribe'
    await storeHappening(channel, deed(item, who, type))
  },
  async session_status_change(channel, _api, { event }) {
    const [change, colleague] = ['change_type', 'new_servicer_userid'].map((name) => textOf(event, name))
    // From now on the platform refuses our answers: somebody has taken the customer in 企业微信.
    if (colleague) channel.log.warn({ change, colleague }, 'wechat.session-taken')
  },
}

/** What is added to a link tells more than its scene. */
function entryIn(event: Tree): string | undefined {
  const codes = ['scene_param', 'scene'].map((name) => textOf(event, name))
  return codes.find((code) => /^[\w-]{1,64}$/.test(code))
}

function deed(item: Tree, who: string, type: Happening['type']): Happening {
  return { who, type, externalId: textOf(item, 'msgid'), at: sentAt(item) }
}
