import type { App } from '../../../module.ts'
import {
  forgetValue,
  type Made,
  recallValue,
  rememberValues,
  sharedValue,
} from '../../../modules/channels/index.ts'
import type { Channel } from '../../../plugin/index.ts'

type Values = Pick<Channel, 'shared' | 'forget' | 'recall' | 'remember'>

/**
 * What an account keeps beside its settings. Callers of this process that need the same value at once ask together;
 * what is shared is a secret like those of the settings and is added to `secrets`, which no log line shows.
 */
export function values(app: App, channelId: number, secrets: string[]): Values {
  const asking = new Map<string, Promise<unknown>>()
  const known = new Map<string, string[]>()

  async function ask<T>(name: string, make: () => Promise<Made<T>>): Promise<T> {
    const value = await sharedValue(app, { channelId, name }, make)
    conceal(name, textsIn(value))
    return value
  }

  /** The last two of a name: what ran out a moment ago may still stand in an answer of the provider. */
  function conceal(name: string, texts: string[]) {
    const earlier = known.get(name) ?? []
    const fresh = texts.filter((text) => !earlier.includes(text))
    if (fresh.length === 0) return
    const kept = [...earlier, ...fresh].slice(-2 * texts.length)
    for (const text of earlier) if (!kept.includes(text)) secrets.splice(secrets.indexOf(text), 1)
    secrets.push(...fresh)
    known.set(name, kept)
  }

  return {
    shared<T>(name: string, make: () => Promise<Made<T>>) {
      const running = asking.get(name) ?? ask(name, make).finally(() => asking.delete(name))
      asking.set(name, running)
      return running as Promise<T>
    },
    forget: (name, value) => forgetValue(app, { channelId, name }, value),
    recall: <T>(name: string) => recallValue(app, { channelId, name }) as Promise<T | undefined>,
    remember: (name, value, until) =>
      rememberValues(app.db, app.vault, { channelId, until }, { [name]: value }),
  }
}

/** Every text in a value that is long enough to be a secret. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 8 ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
