import type { Settings } from 'qiantai/plugin'
import { createAesKey } from '../wire/cipher.ts'
import { randomHex } from './ids.ts'

/** How pushes are written: `plain` unencrypted, `compat` both ways, `safe` encrypted alone. */
export type Mode = 'plain' | 'compat' | 'safe'

/** What the provider knows of the clinic's account. */
export type Account = {
  /** AppID, or CorpID. */
  id: string
  /** The account's own name in pushes: `gh_…`, or the CorpID. */
  original: string
  title: string
  secret: string
  token: string
  aesKey: string
  /** The key before, with which the next `pushes` are still encrypted. */
  before?: { aesKey: string; pushes: number }
  mode: Mode
  format: 'xml' | 'json'
}

/** An account with new secrets. Its ids stay the same, so that a rehearsal goes on after a restart. */
export function createAccount(ids: Pick<Account, 'id' | 'original' | 'title'>): Account {
  return {
    ...ids,
    secret: randomHex(32),
    token: randomHex(24),
    aesKey: createAesKey(),
    mode: 'safe',
    format: 'xml',
  }
}

/** What an app's account is opened with, where it is played at this address. */
export function settingsOf({ id, secret, token, aesKey, mode }: Account, address: string): Settings {
  return { appId: id, appSecret: secret, token, aesKey, mode, apiHost: address }
}

/** Changes the EncodingAESKey; the next `pushes` still come with the old one. */
export function rotateKey(account: Account, pushes: number): void {
  account.before = { aesKey: account.aesKey, pushes }
  account.aesKey = createAesKey()
}

/** The key for the next push. */
export function takeKey({ before, aesKey }: Account): string {
  if (!before || before.pushes === 0) return aesKey
  before.pushes -= 1
  return before.aesKey
}

/** The keys that an answer may be encrypted with. */
export function keysOf({ before, aesKey }: Account): string[] {
  return before ? [aesKey, before.aesKey] : [aesKey]
}
