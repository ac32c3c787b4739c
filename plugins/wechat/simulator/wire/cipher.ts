import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const block = 32
const head = 20

/**
 * Encrypts a push for `id` (an AppID or CorpID) with an EncodingAESKey; base64. Inside: 16 random bytes, the
 * length as four bytes, the message, the id, padded to 32 bytes.
 */
export function encrypt(aesKey: string, id: string, message: string, random = randomBytes(16)): string {
  const text = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  const cipher = createCipheriv('aes-256-cbc', keyOf(aesKey), ivOf(aesKey)).setAutoPadding(false)
  const plain = pad(Buffer.concat([random, length, text, Buffer.from(id)]))
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

/** Decrypts what `encrypt` makes. Throws where it was not made with this key. */
export function decrypt(aesKey: string, encrypted: string): { id: string; message: string } {
  const decipher = createDecipheriv('aes-256-cbc', keyOf(aesKey), ivOf(aesKey)).setAutoPadding(false)
  const plain = unpad(Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]))
  const end = head + plain.readUInt32BE(head - 4)
  if (end > plain.length) throw new RangeError('not encrypted with this key')
  return { message: plain.toString('utf8', head, end), id: plain.toString('utf8', end) }
}

/** A new EncodingAESKey: 32 bytes as 43 letters and digits. */
export function createAesKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64').slice(0, 43)
    if (/^[0-9a-zA-Z]{43}$/.test(key)) return key
  }
}

const keyOf = (aesKey: string) => Buffer.from(`${aesKey}=`, 'base64')
const ivOf = (aesKey: string) => keyOf(aesKey).subarray(0, 16)

function pad(plain: Buffer): Buffer {
  const count = block - (plain.length % block)
  return Buffer.concat([plain, Buffer.alloc(count, count)])
}

function unpad(plain: Buffer): Buffer {
  const count = plain.at(-1) ?? 0
  return count >= 1 && count <= block ? plain.subarray(0, -count) : plain
}
