import type { Channel } from '../channel.ts'

const names = [
  'overview',
  'rehearsal',
  'guide',
  'settings',
  'configuration',
  'entries',
  'menu',
  'notices',
] as const
export type TabName = (typeof names)[number]

/** The pages that this account has, in their order. */
export function tabsOf(
  { id, rehearsal }: Channel,
  current: TabName,
  has: Partial<Record<TabName, boolean>>,
): { href: string; label: string; current: boolean }[] {
  const shown = { ...has, overview: true, rehearsal, guide: has.guide && !rehearsal, [current]: true }
  return names
    .filter((name) => shown[name])
    .map((name) => ({ href: addressOf(id, name), label: `channels.tab.${name}`, current: name === current }))
}

function addressOf(id: number, name: TabName): string {
  return name === 'overview' ? `/admin/channels/${id}` : `/admin/channels/${id}/${name}`
}
