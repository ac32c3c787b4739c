import type { DestinationKind } from '../destination.ts'

/** The icon of each kind. */
export const iconOf: Record<DestinationKind, string> = {
  wecom: 'messages-square',
  dingtalk: 'zap',
  feishu: 'send',
  bark: 'smartphone',
  ntfy: 'bell-ring',
  email: 'mail',
  webhook: 'webhook',
}
