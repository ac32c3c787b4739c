import { setTimeout } from 'node:timers/promises'
import type { FetchAnswer, Settings, VoiceEvent } from 'qiantai/plugin'
import type { House } from '../account.ts'

/** What processes of one house share: what they remember. `ends` is milliseconds since 1970. */
export type Shelf = Map<string, { value: unknown; ends: number }>

/** A house without a core: it keeps every event that it is told. */
export type TestHouse = House & {
  told: VoiceEvent[]
  /** The first event that fits, now or later; fails after a minute. */
  hears: <T extends VoiceEvent['type']>(
    type: T,
    fits?: (event: Extract<VoiceEvent, { type: T }>) => boolean,
  ) => Promise<Extract<VoiceEvent, { type: T }>>
  /** Makes the house refuse what it is told next, once. */
  stumble: () => void
  warnings: string[]
}

/** Makes a house for an account with these settings. */
export function testHouse(settings: Settings, shelf: Shelf = new Map()): TestHouse {
  const told: VoiceEvent[] = []
  const warnings: string[] = []
  let stumbles = 0
  const quiet = () => {}
  const note = (fields: object, event: string) => void warnings.push(`${event} ${words(fields)}`)
  return {
    key: 'clinic',
    origin: () => 'http://127.0.0.1:3000',
    settings,
    told,
    warnings,
    log: { debug: quiet, info: quiet, warn: note, error: note },
    now: () => Date.now(),
    failure: (reason, failure) => Object.assign(new Error(reason), failure),
    fetch: fetchHere,
    recall: async <T>(name: string) => {
      const kept = shelf.get(name)
      return kept && kept.ends > Date.now() ? (structuredClone(kept.value) as T) : undefined
    },
    remember: async (name, value, until = Infinity) => void shelf.set(name, { value, ends: until }),
    forget: async (name, value) => {
      if (JSON.stringify(shelf.get(name)?.value) === JSON.stringify(value)) shelf.delete(name)
    },
    called: async (event) => {
      if (stumbles > 0 && stumbles--) throw new Error('the database is away')
      told.push(event)
    },
    stumble: () => void stumbles++,
    hears: (type, fits = () => true) => waitFor(told, type, fits),
  }
}

async function waitFor<T extends VoiceEvent['type']>(
  told: VoiceEvent[],
  type: T,
  fits: (event: Extract<VoiceEvent, { type: T }>) => boolean,
) {
  const isIt = (event: VoiceEvent): event is Extract<VoiceEvent, { type: T }> =>
    event.type === type && fits(event as Extract<VoiceEvent, { type: T }>)
  const end = Date.now() + 60_000
  while (Date.now() < end) {
    const found = told.find(isIt)
    if (found) return found
    await setTimeout(10)
  }
  throw new Error(`the house heard no ${type}, but ${JSON.stringify(told.slice(-8))}`)
}

async function fetchHere(url: string, options: Parameters<House['fetch']>[1] = {}): Promise<FetchAnswer> {
  const { method = 'GET', headers, body, timeout = 10_000 } = options
  const answer = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(timeout) })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: bytes,
    json: () => JSON.parse(bytes.toString('utf8')),
  }
}

function words(fields: object): string {
  return Object.values(fields).map(String).join(' ')
}
