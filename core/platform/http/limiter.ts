type Window = { count: number; ends: number }

/** Counts attempts in memory: false when `limit` in `seconds` is used up for this key. */
export type Limiter = (key: string, limit: number, seconds: number) => boolean

/** Makes a limiter of fixed windows; `now` in milliseconds. It forgets windows that have ended. */
export function createLimiter(now: () => number): Limiter {
  const windows = new Map<string, Window>()
  return (key, limit, seconds) => {
    if (windows.size > 10_000) forgetEnded(windows, now())
    const window = current(windows, key, now(), seconds)
    window.count += 1
    return window.count <= limit
  }
}

function current(windows: Map<string, Window>, key: string, now: number, seconds: number): Window {
  const known = windows.get(key)
  if (known && known.ends > now) return known
  const fresh = { count: 0, ends: now + seconds * 1000 }
  windows.set(key, fresh)
  return fresh
}

function forgetEnded(windows: Map<string, Window>, now: number) {
  for (const [key, window] of windows) if (window.ends <= now) windows.delete(key)
}
