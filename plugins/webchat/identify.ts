import { createHmac } from 'node:crypto'
import Joi from 'joi'
import type { Profile } from 'qiantai/plugin'
import { same } from './tokens.ts'
import type { ProfileInput } from './payloads.ts'

/** What a signature is checked against. `now` in milliseconds; without a secret nothing can be proven. */
export type Verifier = { site: string; secret: string | undefined; now: number }

const maxLifeSeconds = 10 * 60
/** Clocks of two servers differ a little. */
const skewSeconds = 30

const header = Joi.object({ alg: Joi.valid('HS256').required(), typ: Joi.valid('JWT') }).unknown()
const claims = Joi.object({
  sub: Joi.alternatives(Joi.string().min(1).max(200), Joi.number().integer()).required(),
  aud: Joi.string().required(),
  exp: Joi.number().required(),
  iat: Joi.number(),
  nbf: Joi.number(),
  name: Joi.string().max(120),
  phone: Joi.string().max(30),
  email: Joi.string().max(200),
}).unknown()

/**
 * What a profile proves and what it only claims: a hash proves the id alone, a JWT all that it carries.
 * Undefined where a proof is there and wrong: then nothing of it counts.
 */
export function profilesOf(verifier: Verifier, input: ProfileInput): Profile[] | undefined {
  if (input.jwt !== undefined) return list(readJwt(verifier, input.jwt))
  const { id, hash, ...facts } = input
  if (hash === undefined) return claimed({ ...facts, externalId: id })
  if (id === undefined || !isHashOf(verifier, id, hash)) return undefined
  return [{ externalId: id, proof: 'verified' }, ...claimed(facts)]
}

function isHashOf({ secret }: Verifier, id: string, hash: string): boolean {
  return (
    secret !== undefined && same(hash.toLowerCase(), createHmac('sha256', secret).update(id).digest('hex'))
  )
}

/** The facts of a JWT that is signed with HS256 and our secret, for this site, and good now; else undefined. */
function readJwt({ site, secret, now }: Verifier, jwt: string): Profile | undefined {
  const [head = '', body = '', signature = '', ...rest] = jwt.split('.')
  if (secret === undefined || rest.length > 0 || !isValid(header, decode(head))) return undefined
  if (!same(signature, createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')))
    return undefined
  const said = decode(body)
  if (!isValid(claims, said) || said.aud !== site || !isCurrent(said, now / 1000)) return undefined
  const { sub, name, phone, email } = said
  return { externalId: String(sub), ...present({ name, phone, email }), proof: 'verified' }
}

function isCurrent({ exp, nbf }: { exp: number; nbf?: number }, now: number): boolean {
  const early = nbf !== undefined && nbf > now + skewSeconds
  return !early && exp > now - skewSeconds && exp <= now + maxLifeSeconds + skewSeconds
}

function isValid(schema: Joi.ObjectSchema, value: unknown): boolean {
  return schema.validate(value, { convert: false }).error === undefined
}

function decode(part: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    return undefined
  }
}

function claimed(facts: Omit<Profile, 'proof'>): Profile[] {
  const known = present(facts)
  return Object.keys(known).length > 0 ? [{ ...known, proof: 'claimed' }] : []
}

function present<T extends object>(facts: T): Partial<T> {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<T>
}

function list<T>(item: T | undefined): T[] | undefined {
  return item === undefined ? undefined : [item]
}
