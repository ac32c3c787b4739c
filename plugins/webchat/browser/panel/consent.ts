import type { Refusal } from '../shared/http.ts'
import type { Config } from '../shared/wire.ts'
import type { Store } from './model/state.ts'
import type { Peer } from './peer.ts'

export type Consent = {
  /** Records consent where it is needed; sending is agreeing, the line beside the box says so. */
  agree: () => Promise<void>
  /** Runs a call, once more with a new token where the old one was refused. */
  trying: <T>(work: () => Promise<T>) => Promise<T>
  /** The text that was agreed to has changed: shows the new one. */
  askAgain: () => Promise<void>
}

export function createConsent(store: Store, peer: Peer): Consent {
  async function askAgain() {
    const config = (await peer.http('config').catch(() => undefined)) as Config | undefined
    store.set({ consented: false, ...(config && { config }) })
  }

  async function agree() {
    const { config, consented } = store.get()
    if (!config.consent.required || consented) return
    const body = { version: config.consent.version }
    await trying(() => peer.http('consent', { token: peer.token(), body }))
    store.set({ consented: true })
    peer.consented()
  }

  async function trying<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if ((error as Refusal).code !== 'bad_token') throw error
      await peer.renew()
      return work()
    }
  }

  return { agree, trying, askAgain }
}
