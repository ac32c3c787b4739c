import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { loadConfig } from '../config/load.ts'
import { loadKey } from '../config/secrets.ts'
import { examine } from './doctor.ts'
import { migrations } from '../migrations/index.ts'
import { connect, migrate } from './platform/db/index.ts'
import { discover } from './platform/host/loading/discover.ts'
import { upgrade } from './upgrade.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'qiantai-doctor-'))
})
afterEach(() => rm(data, { recursive: true, force: true }))

test('a clinic that runs has nothing wrong', async () => {
  await settle()
  assert.deepEqual(await said('wrong'), [])
  assert.match((await said('good')).join('\n'), /SQLite 3\.\d+.* is reached[^]*The database is up to date/)
})

test('a machine before its first start has nothing wrong, and nothing is made on it', async () => {
  await rm(data, { recursive: true })
  assert.deepEqual(await said('wrong'), [])
  assert.equal((await said('doubtful')).length, 3)
})

test('a database that is not migrated is wrong', async () => {
  const db = await connect(config().database)
  await db.destroy()
  assert.match((await said('wrong')).join('\n'), /Not migrated: core\/0001-house/)
})

test('a database that is newer than the program is wrong', async () => {
  const tomorrow = { name: '9999-tomorrow', up: async () => {} }
  const db = await connect(config().database)
  await migrate(db, { owner: 'core', migrations: [...migrations, tomorrow] })
  await db.destroy()
  assert.match((await said('wrong')).join('\n'), /newer than this program[^]*9999-tomorrow/)
})

test('a key that others can read is wrong', async () => {
  await settle()
  await chmod(join(data, 'secret.key'), 0o644)
  assert.match((await said('wrong')).join('\n'), /secret\.key can be read by others/)
})

test('a clock that is behind the data is wrong', async () => {
  const tomorrow = new Date(Date.now() + 24 * 3_600_000)
  await writeFile(join(data, 'qiantai.db-wal'), '')
  await utimes(join(data, 'qiantai.db-wal'), tomorrow, tomorrow)
  assert.match((await said('wrong')).join('\n'), /before the data was written/)
})

test('a database that does not answer is wrong, and the rest is still looked at', async () => {
  const findings = await examine(
    loadConfig({ QIANTAI_DATA: data, DATABASE_URL: 'postgres://127.0.0.1:1/none' }),
  )
  assert.match(findings.at(-1)?.said ?? '', /ECONNREFUSED/)
  assert.ok(findings.some(({ state, said }) => state === 'good' && said.startsWith('Node')))
})

function config() {
  return loadConfig({ QIANTAI_DATA: data })
}

async function said(state: string): Promise<string[]> {
  return (await examine(config())).filter((finding) => finding.state === state).map((finding) => finding.said)
}

/** What a first start leaves. */
async function settle() {
  loadKey(config())
  const plugins = await discover(config())
  const db = await connect(config().database)
  await upgrade(db, { config: config(), plugins, tell: () => {} })
  await db.destroy()
}
