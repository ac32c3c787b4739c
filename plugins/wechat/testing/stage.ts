import type { Channel, Happening, Incoming, Settings } from 'qiantai/plugin'
import { createPlatform, type Platform } from './platform.ts'

/** An account without a clinic: it remembers, counts and notes, and its platform answers what a test says. */
export type Stage = Platform & {
  channel: Channel
  received: Incoming[]
  /** What was stored together with messages. */
  remembered: unknown[]
  happenings: Happening[]
  spoken: { who: string; uid: string; text: string }[]
  reports: { uid: string; state: string; reason?: string }[]
  woken: string[]
  values: Map<string, unknown>
  log: string[]
  pass: (seconds: number) => void
}

export const noon = Date.parse('2026-01-15T04:00:00.000Z')

/** Makes an account with these settings. A verb that no test here needs is missing, and says so when it is called. */
export function createStage(settings: Settings): Stage {
  let now = noon
  const notes = { received: [], remembered: [], happenings: [], spoken: [], reports: [], woken: [], log: [] }
  const platform = createPlatform()
  const stage: Omit<Stage, 'channel'> = {
    ...platform,
    ...notes,
    values: new Map(),
    pass: (seconds) => void (now += seconds * 1000),
  }
  const channel = {
    id: 1,
    key: 'anna',
    name: 'WeChat',
    settings,
    now: () => now,
    fetch: platform.fetch,
    failure: (reason, failure) => Object.assign(new Error(reason), failure),
    ...logOf(stage),
    ...verbsOf(stage),
    ...valuesOf(stage, () => now),
  } as Partial<Channel> as Channel
  return Object.assign(stage, { channel })
}

type Notes = Omit<Stage, 'channel'>

function logOf({ log }: Notes): Pick<Channel, 'log'> {
  const write = (fields: object, event: string) => void log.push(`${event} ${JSON.stringify(fields)}`)
  return { log: { debug: write, info: write, warn: write, error: write } }
}

function verbsOf(stage: Notes): Partial<Channel> {
  return {
    async receive(message, also) {
      stage.received.push(message)
      if (also) stage.remembered.push(also.remember)
      for (const [name, value] of Object.entries(also?.remember ?? {})) stage.values.set(name, value)
      return { repeated: false, message: {} as never }
    },
    async happened(happening) {
      const repeated = stage.happenings.some(({ externalId }) => externalId === happening.externalId)
      if (!repeated) stage.happenings.push(happening)
      return { repeated }
    },
    spoke: async (who, said) => void stage.spoken.push({ who, ...said }),
    report: async (uid, state, reason) => void stage.reports.push({ uid, state, ...(reason && { reason }) }),
    wake: async (task) => void stage.woken.push(task),
    media: async (uid) => ({ name: `${uid}.jpg`, mime: 'image/jpeg', data: Buffer.from(`data of ${uid}`) }),
  }
}

function valuesOf({ values }: Notes, now: () => number): Partial<Channel> {
  const ends = new Map<string, number>()
  return {
    recall: async (name) => ((ends.get(name) ?? Infinity) > now() ? values.get(name) : undefined) as never,
    async remember(name, value, until = Infinity) {
      values.set(name, value)
      ends.set(name, until)
    },
    async forget(name, value) {
      if (JSON.stringify(values.get(name)) === JSON.stringify(value)) values.delete(name)
    },
    async shared(name, make) {
      if (values.has(name) && (ends.get(name) ?? 0) > now()) return values.get(name) as never
      const { value, until } = await make()
      values.set(name, value)
      ends.set(name, until)
      return value
    },
  }
}
