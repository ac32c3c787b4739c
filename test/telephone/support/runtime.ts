import { execFile } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'node:test'
import { promisify } from 'node:util'

const script = join(import.meta.dirname, '../../../scripts/asterisk-runtime.sh')

/** The folder of a real Asterisk, fetched where it is not there yet; or one line that says why there is none. */
export type Runtime = { folder: string } | { missing: string }

let found: Promise<Runtime> | undefined

/**
 * Finds or fetches the Asterisk of the tests, which is kept in the user's cache (ASTERISK_RUNTIME: elsewhere).
 * scripts/test.ts does it once for all files, and tells them by ASTERISK_MISSING where there is none.
 */
export function telephoneRuntime(): Promise<Runtime> {
  found ??= fetchRuntime()
  return found
}

/** Declares a suite on a real Asterisk. Where there can be none it is skipped with the reason, under CI it fails. */
export async function describeTelephone(title: string, tests: () => void): Promise<void> {
  const runtime = await telephoneRuntime()
  if (!('missing' in runtime)) await describe(title, tests)
  else if (process.env['CI']) throw new Error(`${title}: ${runtime.missing}`)
  else await describe(title, { skip: runtime.missing }, tests)
}

async function fetchRuntime(): Promise<Runtime> {
  const missing = process.env['ASTERISK_MISSING']
  if (missing) return { missing }
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  const folder = process.env['ASTERISK_RUNTIME'] || join(caches, 'qiantai/asterisk-22')
  try {
    await promisify(execFile)('sh', [script, folder])
    return { folder }
  } catch (error) {
    return { missing: reasonOf(error) }
  }
}

/** The script says in its last line why it gave up. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
  return said.split('\n').at(-1) || 'no Asterisk, and no shell that fetches it'
}
