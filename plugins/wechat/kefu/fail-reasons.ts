import { entryOf } from '../tree.ts'

const names: Record<string, string> = {
  1: 'accountDeleted',
  2: 'appClosed',
  4: 'window',
  5: 'sessionClosed',
  6: 'count',
  7: 'channelsUnbound',
  8: 'unverified',
  9: 'unverified',
  10: 'blocked',
}

/** Why the platform could not deliver what it had taken, as a translation key. */
export function failReason(type: string): string {
  return `wechat:reason.${entryOf(names, type) ?? 'notDelivered'}`
}
