/** Counts the seconds in which a page was in view. `now` in milliseconds. */
export type Dwell = { show: () => void; hide: () => void; seconds: () => number }

export function startDwell(now: () => number, visible: boolean): Dwell {
  let counted = 0
  let since = visible ? now() : undefined
  const total = () => counted + (since === undefined ? 0 : now() - since)
  return {
    show: () => void (since ??= now()),
    hide: () => {
      counted = total()
      since = undefined
    },
    seconds: () => Math.round(total() / 1000),
  }
}
