/** Things to be found under several keys each; putting one again moves it. */
export type Shelf<T> = {
  put: (thing: T, keys: string[]) => void
  take: (thing: T) => void
  at: (key: string) => ReadonlySet<T>
  all: () => Iterable<T>
}

export function createShelf<T>(): Shelf<T> {
  const places = new Map<string, Set<T>>()
  const keysOf = new Map<T, string[]>()
  const none: ReadonlySet<T> = new Set()

  function take(thing: T) {
    for (const key of keysOf.get(thing) ?? []) {
      const place = places.get(key)
      place?.delete(thing)
      if (place?.size === 0) places.delete(key)
    }
    keysOf.delete(thing)
  }

  return {
    put(thing, keys) {
      take(thing)
      keysOf.set(thing, keys)
      for (const key of keys) places.set(key, (places.get(key) ?? new Set<T>()).add(thing))
    },
    take,
    at: (key) => places.get(key) ?? none,
    all: () => keysOf.keys(),
  }
}
