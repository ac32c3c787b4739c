const names = ['lines', 'flows', 'sounds', 'queues', 'phones'] as const
export type TabName = (typeof names)[number]

/** The pages of the telephone, in the order in which one sets it up. */
export function tabs(current: TabName): { href: string; label: string; current: boolean }[] {
  return names.map((name) => ({
    href: name === 'lines' ? '/admin/lines' : `/admin/lines/${name}`,
    label: `lines.tab.${name}`,
    current: name === current,
  }))
}
