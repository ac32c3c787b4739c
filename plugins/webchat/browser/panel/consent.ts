import type { Refusal } from '../shared/http.ts'
import type { Config } from '../shared/wire.ts'
import type { Store } from './model/state.ts'
import type { Peer } from './peer.ts'
import { prove } from './proof.ts'

export type Consent = {
  /** Records consent where it is needed; sending is agreeing, the line beside the box says so. */
  agree: () => Promise<void>
  /**
   * Runs a call when there is a token, once more with a new token where the old one was refused, or with a proof where
   * strangers have to work for it. Where consent is missing it is asked for again.
   */
  trying: <T>(work: (proof?: string) => Promise<T>) => Promise<T>
  /** Takes consent back; the next message asks for it again. Rejects with a Refusal. */
  withdraw: () => Promise<void>
}

export function createConsent(store: Store, peer: Peer): Consent {
  /** The text has changed, or consent was withdrawn in another window: shows what there is to agree to now. */
  async function askAgain() {
    const config = (await peer.http('config').catch(() => undefined)) as Config | undefined
    store.set({ consented: false, ...(config && { config }) })
  }

  async function agree() {
    const { config, consented } = store.get()
    if (!config.consent.required || consented) return
    const body = { version: config.consent.version }
    await trying(() => peer.http('consent', { token: peer.token(), body })).catch(outdated)
    store.set({ consented: true })
    peer.consented(true)
  }

  function outdated(refusal: Refusal): never {
    if (refusal.code !== 'conflict') throw refusal
    void askAgain()
    throw { ...refusal, code: 'consent_needed', message: '' }
  }

  async function withdraw() {
    await trying(() => peer.http('consent', { method: 'DELETE', token: peer.token() }))
    store.set({ consented: false })
    peer.consented(false)
  }

  async function trying<T>(work: (proof?: string) => Promise<T>): Promise<T> {
    try {
      if (!peer.token()) await peer.renew()
      return await work()
    } catch (error) {
      const { code } = error as Refusal
      if (code === 'consent_needed') void askAgain()
      if (code === 'proof_needed') return work(await prove(error as Refusal))
      if (code !== 'bad_token') throw error
      await peer.renew()
      return work()
    }
  }

  return { agree, trying, withdraw }
}
