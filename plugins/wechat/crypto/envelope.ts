import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const block = 32

/**
 * Encrypts a text for the owner of an account, as base64. `aesKey` is the EncodingAESKey of 43 letters and digits,
 * `owner` the app id or corp id; `salt` is 16 random bytes.
 */
export function seal(aesKey: string, owner: string, text: string, salt = randomBytes(16)): string {
  const { key, iv } = keyOf(aesKey)
  const message = Buffer.from(text)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const plain = padded(Buffer.concat([salt, length, message, Buffer.from(owner)]))
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

/** What `seal` made: the text and whose it is, or undefined where this key did not seal it. */
export function unseal(aesKey: string, sealed: string): { text: string; owner: string } | undefined {
  const { key, iv } = keyOf(aesKey)
  const cipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const bytes = Buffer.from(sealed, 'base64')
  if (bytes.length === 0 || bytes.length % iv.length !== 0) return undefined
  const plain = unpadded(Buffer.concat([cipher.update(bytes), cipher.final()]))
  if (plain.length < 20) return undefined
  const end = 20 + plain.readUInt32BE(16)
  if (end > plain.length) return undefined
  return { text: plain.toString('utf8', 20, end), owner: plain.toString('utf8', end) }
}

function keyOf(aesKey: string) {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  return { key, iv: key.subarray(0, 16) }
}

function padded(plain: Buffer): Buffer {
  const count = block - (plain.length % block)
  return Buffer.concat([plain, Buffer.alloc(count, count)])
}

function unpadded(plain: Buffer): Buffer {
  const count = plain.at(-1) ?? 0
  return count >= 1 && count <= block ? plain.subarray(0, plain.length - count) : plain
}
