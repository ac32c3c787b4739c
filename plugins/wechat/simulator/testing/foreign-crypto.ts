import { createRequire } from 'node:module'
import * as wecom from '@wecom/crypto'

/** Cryptography that others have written, for one account. */
export type ForeignCrypto = {
  sign: (timestamp: string, nonce: string, encrypted: string) => string
  decrypt: (encrypted: string) => { message: string; id: string }
  encrypt: (message: string) => string
}

type Account = { token: string; aesKey: string; id: string }

/** Both foreign implementations, by their names. */
export const foreignCryptos: Record<string, (account: Account) => ForeignCrypto> = {
  '@wecom/crypto': ({ token, aesKey, id }) => ({
    sign: (timestamp, nonce, encrypted) => wecom.getSignature(token, timestamp, nonce, encrypted),
    decrypt: (encrypted) => wecom.decrypt(aesKey, encrypted),
    encrypt: (message) => wecom.encrypt(aesKey, message, id),
  }),
  'wechat-crypto': ({ token, aesKey, id }) => {
    const Crypto: new (token: string, key: string, id: string) => WechatCrypto = createRequire(
      import.meta.url,
    )('wechat-crypto')
    const crypto = new Crypto(token, aesKey, id)
    return {
      sign: (timestamp, nonce, encrypted) => crypto.getSignature(timestamp, nonce, encrypted),
      decrypt: (encrypted) => crypto.decrypt(encrypted),
      encrypt: (message) => crypto.encrypt(message),
    }
  },
}

type WechatCrypto = {
  getSignature: (timestamp: string, nonce: string, encrypted: string) => string
  decrypt: (encrypted: string) => { message: string; id: string }
  encrypt: (message: string) => string
}
