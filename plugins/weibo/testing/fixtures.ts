import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Push, readPush } from '../push.ts'

const folder = join(import.meta.dirname, '..', 'fixtures')

/** The bytes of a push as Weibo's pages show it. */
export function bytesOf(name: string): Buffer {
  return readFileSync(join(folder, `${name}.json`))
}

/** The same, read. */
export function fixture(name: string): Push {
  const push = readPush(bytesOf(name))
  if (!push) throw new Error(`${name} cannot be read`)
  return push
}
