/** What a browser may refuse (private mode, blocked cookies, full disk) answers null here and is silently not kept. */
export type Shelf = { get: (key: string) => string | null; set: (key: string, value: string | null) => void }

export const local: Shelf = /* @__PURE__ */ shelfOf(() => localStorage)
export const session: Shelf = /* @__PURE__ */ shelfOf(() => sessionStorage)

function shelfOf(storage: () => Storage): Shelf {
  return {
    get: (key) => attempt(() => storage().getItem(key)),
    set: (key, value) => void attempt(() => write(storage(), key, value)),
  }
}

function write(storage: Storage, key: string, value: string | null): null {
  if (value === null) storage.removeItem(key)
  else storage.setItem(key, value)
  return null
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

/** First-party cookies of the page: a second place for what must outlive a cleared localStorage. */
export const cookies: Shelf = {
  get: (key) => {
    const found = attempt(
      () => document.cookie.split('; ').filter((pair) => pair.indexOf(key + '=') === 0)[0],
    )
    return found ? decodeURIComponent(found.slice(key.length + 1)) : null
  },
  set: (key, value) => {
    const rest = `; path=/; max-age=${value === null ? 0 : 34_560_000}; SameSite=Lax`
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    attempt(() => (document.cookie = `${key}=${encodeURIComponent(value ?? '')}${rest}${secure}`))
  },
}

/** JSON that may be absent, old or broken. */
export function readJson(text: string | null): unknown {
  return text === null ? null : attempt(() => JSON.parse(text) as unknown)
}
