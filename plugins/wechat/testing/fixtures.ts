import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../fixtures')

/** A push or item as the platform sends it: `official/text.xml`. */
export function fixture(name: string): Promise<string> {
  return readFile(join(folder, name), 'utf8')
}

/** The names of all pushes of a kind, without their ending. */
export async function fixturesOf(kind: string): Promise<string[]> {
  return (await readdir(join(folder, kind))).map((file) => file.replace(/\.\w+$/, '')).sort()
}
