import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export type Vault = {
  /** AES-256-GCM; the same text is sealed differently each time. */
  seal: (text: string) => string
  /** Throws where the text was changed or sealed with another key. */
  open: (sealed: string) => string
  /** 32 bytes for one purpose, the same at every start. */
  derive: (purpose: string) => Buffer
}

const version = 'v1'

/** Everything secret hangs on one key of 32 bytes (see config/secrets.ts); each purpose gets its own from it. */
export function createVault(key: Buffer): Vault {
  if (key.length !== 32) throw new Error('A vault needs a key of 32 bytes')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'qiantai', purpose, 32))
  const sealing = derive('vault')
  return { seal: (text) => seal(sealing, text), open: (sealed) => open(sealing, sealed), derive }
}

function seal(key: Buffer, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [version, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')].join('.')
}

function open(key: Buffer, sealed: string): string {
  const [prefix, body] = sealed.split('.')
  if (prefix !== version || !body) throw new Error('This was not sealed by a vault')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
