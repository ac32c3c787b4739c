import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 20 ms on a small server.
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 }
const parameters = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

let nobody: Promise<string> | undefined

/** Argon2id in PHC text, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/**
 * Tells whether this is the password, and whether its hash is from weaker days and should be made anew.
 * Without a hash (there is no such account) it is never right and takes as long.
 */
export async function verifyPassword(
  stored: string | undefined,
  password: string,
): Promise<{ ok: boolean; stale: boolean }> {
  const against = stored ?? (await (nobody ??= hashPassword('nobody')))
  const ok = await verify(against, password.normalize('NFKC')).catch(() => false)
  return { ok: ok && stored !== undefined, stale: !against.startsWith(parameters) }
}
