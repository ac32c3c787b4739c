import { subscriptionName } from '../notices/send.ts'
import { listOf, type Tree, textOf, treeOf } from '../tree.ts'

/** What became of a notice: the name that it was remembered under, and why it failed where it did. */
export type Outcome = { name: string; reason?: string }

/** The outcomes of notices that an event tells; empty for other events. */
export function outcomesIn(push: Tree): Outcome[] {
  const [event, who] = [textOf(push, 'event').toLowerCase(), textOf(push, 'fromusername')]
  if (event === 'templatesendjobfinish') return [templateOutcome(push)]
  if (event === 'subscribe_msg_sent_event')
    return listOf(treeOf(push, 'subscribemsgsentevent'), 'list').map((item) => subscriptionOutcome(item, who))
  return []
}

function templateOutcome(push: Tree): Outcome {
  const [name, status] = [textOf(push, 'msgid'), textOf(push, 'status')]
  if (status === 'success') return { name }
  return { name, reason: /user block/.test(status) ? 'wechat:reason.blocked' : 'wechat:reason.notDelivered' }
}

function subscriptionOutcome(item: Tree, who: string): Outcome {
  const [name, code] = [subscriptionName(who, textOf(item, 'templateid')), textOf(item, 'errorcode')]
  if (code === '0') return { name }
  return { name, reason: code === '43101' ? 'wechat:reason.consent' : 'wechat:reason.notDelivered' }
}
