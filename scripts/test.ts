import { glob, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startPostgres } from '../test/support/postgres.ts'
import { makeTemplate, template } from '../test/support/template.ts'
import { telephoneRuntime } from '../test/telephone/support/runtime.ts'
import { together } from './together.ts'
import { woven } from './woven.ts'

/**
 * Runs the tests on one shared PostgreSQL. `--quick` leaves out `test/` (browser, crash, whole processes);
 * file names as arguments run just those. What they write to the temporary folder is gone afterwards.
 */
const asked = process.argv.slice(2)
const quick = asked.includes('--quick')
const named = asked.filter((argument) => !argument.startsWith('--'))
const folders = quick
  ? '{core,plugins,config,bin,scripts,views}'
  : '{core,plugins,config,bin,scripts,views,test}'
const cache = join(import.meta.dirname, '../node_modules/.cache')
const files = named.length > 0 ? named : await Array.fromAsync(glob(`${folders}/**/*.test.ts`))

const telephone = files.some((file) => /test\/(telephone|browser)\//.test(file))
  ? await telephoneRuntime()
  : undefined
const postgres = await startPostgres()
await makeTemplate(postgres.url)
const scratch = await mkdtemp(join(tmpdir(), 'qiantai-tests-'))
Object.assign(process.env, {
  TMPDIR: scratch,
  NODE_COMPILE_CACHE: join(cache, 'compiled'),
  TEST_POSTGRES_URL: postgres.url,
  TEST_POSTGRES_TEMPLATE: template,
  ...(telephone && 'missing' in telephone && { ASTERISK_MISSING: telephone.missing }),
})
process.exitCode = (await passes(named.length > 0 ? files : await inTurn(files.sort()))) ? 0 : 1
await postgres.stop()
await rm(scratch, { recursive: true, force: true })

/** Calls take their time whatever the machine can: they run beside what keeps it busy. */
async function inTurn(tests: string[]): Promise<string[]> {
  const {
    small = [],
    large = [],
    calls = [],
  } = Object.groupBy(tests, (file) => {
    if (file.startsWith('test/telephone/')) return 'calls'
    return file.startsWith('test/') ? 'large' : 'small'
  })
  const groups = await together(small, join(cache, 'tests'))
  return woven([...groups, ...large], calls)
}

/** Three at once: on two cores much of the time goes by in waiting for calls, browsers and databases. */
function passes(tests: string[]): Promise<boolean> {
  const stream = run({ files: tests, concurrency: 3, timeout: 300_000 })
  stream.compose(new spec()).pipe(process.stdout)
  return new Promise((resolve) => {
    stream.on('test:summary', ({ file, success }) => {
      if (file === undefined) resolve(success)
    })
  })
}
