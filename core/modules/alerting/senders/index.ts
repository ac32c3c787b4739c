import type { DestinationKind } from '../destination.ts'
import { sendToBark } from './bark.ts'
import { sendToDingtalk } from './dingtalk.ts'
import { sendToEmail } from './email.ts'
import { sendToFeishu } from './feishu.ts'
import { sendToNtfy } from './ntfy.ts'
import type { Sender } from './sender.ts'
import { sendToWebhook } from './webhook.ts'
import { sendToWecom } from './wecom.ts'

export type { Out, Sender } from './sender.ts'

/** Who tells each kind of destination. */
export const senders: Record<DestinationKind, Sender> = {
  wecom: sendToWecom,
  dingtalk: sendToDingtalk,
  feishu: sendToFeishu,
  bark: sendToBark,
  ntfy: sendToNtfy,
  email: sendToEmail,
  webhook: sendToWebhook,
}
