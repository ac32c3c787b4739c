/** How many of each there are now; what there is none of takes no room. */
export function createCount<K>() {
  const counts = new Map<K, number>()
  return {
    of: (key: K) => counts.get(key) ?? 0,
    add: (key: K) => void counts.set(key, (counts.get(key) ?? 0) + 1),
    remove(key: K) {
      const left = (counts.get(key) ?? 0) - 1
      if (left > 0) counts.set(key, left)
      else counts.delete(key)
    },
  }
}

/** Lets `burst` through at once and `rate` a second after that; answers whether there is one left. `now` in ms. */
export function createBucket(burst: number, rate: number, now: () => number) {
  let tokens = burst
  let at = now()
  return () => {
    tokens = Math.min(burst, tokens + ((now() - at) / 1000) * rate)
    at = now()
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
