import { randomBytes, hkdfSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathsOf } from '../core/paths.ts'
import type { Config } from './schema.ts'

/**
 * The 32 bytes that everything sealed depends on: from `QIANTAI_SECRET`, else from the key file, which is made at
 * the first start and readable by its owner alone.
 */
export function loadKey(config: Pick<Config, 'data' | 'secret'>): Buffer {
  return config.secret ? stretch(config.secret) : keyFile(pathsOf(config).key)
}

function stretch(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'qiantai', 'master key', 32))
}

function keyFile(path: string): Buffer {
  const made = randomBytes(32).toString('base64url')
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    writeFileSync(path, `${made}\n`, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if (!isTaken(error)) throw error
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
  if (key.length !== 32) throw new Error(`${path} is damaged: put the file back from a backup`)
  return key
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
