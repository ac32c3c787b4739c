import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Host } from 'qiantai/plugin'
import { same } from './tokens.ts'

type Keys = Pick<Host, 'secret' | 'now'>

/** Whom a challenge is for: it is worth nothing to anybody else. */
type Asked = { site: string; who: string }

const life = 2 * 60_000
const shape = /^(\d{1,2})\.([0-9a-z]{1,9})\.([\w-]{22})\.([\w-]{43})$/

/** Something to work on for two minutes: `<bits>.<until>.<salt>.<signature>`. */
export function challengeFor(keys: Keys, asked: Asked, bits: number): string {
  const until = (keys.now() + life).toString(36)
  const about = `${bits}.${until}.${randomBytes(16).toString('base64url')}`
  return `${about}.${sign(keys, asked, about)}`
}

/**
 * Is this a challenge of ours for this visitor, still good, with an answer behind it: `<challenge>.<answer>`, whose
 * SHA-256 begins with as many zero bits as the challenge says?
 */
export function isSolved(keys: Keys, asked: Asked, proof: string): boolean {
  const end = proof.lastIndexOf('.')
  const [, bits = '', until = '', salt = '', signature = ''] = shape.exec(proof.slice(0, end)) ?? []
  if (!same(signature, sign(keys, asked, `${bits}.${until}.${salt}`))) return false
  return (
    parseInt(until, 36) > keys.now() && zeroBits(createHash('sha256').update(proof).digest()) >= Number(bits)
  )
}

function zeroBits(digest: Buffer): number {
  return Math.clz32(digest.readUInt32BE())
}

function sign(keys: Keys, { site, who }: Asked, about: string): string {
  return createHmac('sha256', keys.secret('webchat challenge'))
    .update(`${site}.${who}.${about}`)
    .digest('base64url')
}
