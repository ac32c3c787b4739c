/** What this browser remembers: nothing about customers, and a desk that works without it. */

export type Theme = 'system' | 'light' | 'dark'
export type Side = 'list' | 'rail'

const limits = { list: [240, 480], rail: [240, 480] } as const

export function remembered(key: string): string | undefined {
  try {
    return localStorage.getItem(`qiantai.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`qiantai.${key}`)
    else localStorage.setItem(`qiantai.${key}`, value)
  } catch {
    // A browser that keeps nothing still works: it forgets at the next page.
  }
}

export function theme(): Theme {
  const kept = remembered('theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function applyTheme(): void {
  const chosen = theme()
  const dark =
    chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** Sets a pane's width in pixels, within what keeps it usable, and answers what it became. */
export function setWidth(side: Side, width: number): number {
  const [least, most] = limits[side]
  const fitting = Math.round(Math.min(most, Math.max(least, width)))
  document.documentElement.style.setProperty(`--${side}-width`, `${fitting}px`)
  remember(`width.${side}`, String(fitting))
  return fitting
}

export function applyWidths(): void {
  for (const side of ['list', 'rail'] as const) {
    const width = Number(remembered(`width.${side}`))
    if (width) setWidth(side, width)
  }
}

/** Absent: as the screen has room for. */
export function applyRail(): void {
  const kept = remembered('rail')
  if (kept === 'closed' || (kept === 'open' && innerWidth >= 1200))
    document.documentElement.dataset.rail = kept
}

export function isOn(preference: 'sound' | 'keys'): boolean {
  return remembered(preference) !== 'off'
}

export function turn(preference: 'sound' | 'keys', on: boolean): void {
  remember(preference, on ? undefined : 'off')
}
