import type { PageReport } from './journey/tracker.ts'
import type { LauncherWords } from './launcher-words.ts'
import type { Site } from './line.ts'
import type { Shelf } from './storage.ts'
import type { Config } from './wire.ts'

/** What pages may call: `qiantai('open')` or `qiantai.open()`, also before the launcher is there. */
export const COMMANDS = ['open', 'close', 'toggle', 'identify', 'update', 'track', 'on', 'shutdown'] as const

type Call = ArrayLike<unknown>

/** Calls that wait for the launcher; later the launcher itself, which takes each at once. */
type Queue = { push: (call: Call) => unknown; length?: number; [at: number]: Call }

export type Api = ((...call: unknown[]) => void) & {
  q?: Queue
  loaded?: boolean
} & Partial<Record<(typeof COMMANDS)[number], (...values: unknown[]) => void>>

/** What the loader tells the launcher through the same queue: once `start`, and each `page` that is looked at. */
export type Inner = {
  start: [
    Site & { config: Config; nonce: string; tab: Shelf; step: (name: string) => void; words: LauncherWords },
  ]
  page: [PageReport, boolean]
}

type Page = { qiantai?: Api }

/** Makes `window.qiantai`, or takes the stub that the page made. Nothing where the loader ran before. */
export function queue(page: Page = window as Page): Api | undefined {
  const api: Api = page.qiantai ?? ((...call) => void api.q?.push(call))
  if (api.loaded) return undefined
  const waiting: Call[] = []
  api.loaded = true
  api.q ??= waiting
  for (const name of COMMANDS) api[name] = (...values) => void api.q?.push([name, ...values])
  return (page.qiantai = api)
}

/** Runs what waited, then everything that comes. */
export function take(run: (name: string, values: unknown[]) => void, page: Page = window as Page): void {
  const api = page.qiantai
  if (!api) return
  const waiting = Array.from(api.q as ArrayLike<Call>)
  const push = (call: Call) => {
    const [name, ...values] = Array.from(call)
    run(String(name), values)
  }
  api.q = { push }
  waiting.forEach(push)
}
