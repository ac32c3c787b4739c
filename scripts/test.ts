import { spawn } from 'node:child_process'
import { glob } from 'node:fs/promises'
import { startPostgres } from '../test/support/postgres.ts'

/**
 * Runs the tests on one shared PostgreSQL. `--quick` leaves out `test/` (browser, crash, whole processes);
 * file names as arguments run just those.
 */
const asked = process.argv.slice(2)
const quick = asked.includes('--quick')
const named = asked.filter((argument) => !argument.startsWith('--'))
const folders = quick
  ? '{core,plugins,config,bin,scripts,views}'
  : '{core,plugins,config,bin,scripts,views,test}'
const files = named.length > 0 ? named : await Array.fromAsync(glob(`${folders}/**/*.test.ts`))

const postgres = await startPostgres()
process.exitCode = await run(files.sort())
await postgres.stop()

function run(tests: string[]): Promise<number> {
  const runner = spawn(
    process.execPath,
    ['--test', '--test-concurrency=2', '--test-timeout=300000', ...tests],
    { stdio: 'inherit', env: { ...process.env, TEST_POSTGRES_URL: postgres.url } },
  )
  return new Promise((resolve) => runner.on('close', (code) => resolve(code ?? 1)))
}
