import { listOf, type Tree, textOf, treeOf } from '../tree.ts'

/** What became of a notice: the platform's id of it, and why it failed where it did. */
export type Outcome = { id: string; reason?: string }

/** The outcomes of notices that an event tells; empty for other events. */
export function outcomesIn(push: Tree): Outcome[] {
  const event = textOf(push, 'event').toLowerCase()
  if (event === 'templatesendjobfinish') return [templateOutcome(push)]
  if (event === 'subscribe_msg_sent_event')
    return listOf(treeOf(push, 'subscribemsgsentevent'), 'list').map(subscriptionOutcome)
  return []
}

function templateOutcome(push: Tree): Outcome {
  const [id, status] = [textOf(push, 'msgid'), textOf(push, 'status')]
  if (status === 'success') return { id }
  return { id, reason: /user block/.test(status) ? 'wechat:reason.blocked' : 'wechat:reason.notDelivered' }
}

function subscriptionOutcome(item: Tree): Outcome {
  const [id, code] = [textOf(item, 'msgid'), textOf(item, 'errorcode')]
  if (code === '0') return { id }
  return { id, reason: code === '43101' ? 'wechat:reason.consent' : 'wechat:reason.notDelivered' }
}
