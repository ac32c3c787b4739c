/** What pages may call: `qiantai('open')` or `qiantai.open()`, also before the launcher is there. */
export const COMMANDS = ['open', 'close', 'toggle', 'identify', 'update', 'track', 'on', 'shutdown'] as const

export type Command = (typeof COMMANDS)[number]

type Call = ArrayLike<unknown>

export type Api = ((...call: unknown[]) => void) & {
  /** Calls that wait for the launcher; later the launcher itself, which takes each at once. */
  q?: { push: (call: Call) => unknown; length?: number; [at: number]: Call }
  loaded?: boolean
} & Partial<Record<Command, (...values: unknown[]) => void>>

type Page = { qiantai?: Api }

/** Makes `window.qiantai`, or takes the stub that the page made. False where the loader ran before. */
export function queue(page: Page = window as Page): boolean {
  const api: Api = page.qiantai ?? ((...call) => void api.q?.push(call))
  if (api.loaded) return false
  api.loaded = true
  api.q = api.q ?? []
  for (const name of COMMANDS) api[name] = (...values) => void api.q?.push([name, ...values])
  page.qiantai = api
  return true
}

/** Runs what waited, then everything that comes. */
export function take(run: (name: string, values: unknown[]) => void, page: Page = window as Page): void {
  const api = page.qiantai
  if (!api) return
  const waiting = Array.from((api.q ?? []) as Call[])
  const push = (call: Call) => {
    const [name, ...values] = Array.from(call)
    run(String(name), values)
  }
  api.q = { push }
  waiting.forEach(push)
}
