import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { Invalid } from '../core/errors.ts'
import { exampleEnv } from './example.ts'
import { loadConfig } from './load.ts'
import { loadKey } from './secrets.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qiantai-config-'))
})
after(() => rm(folder, { recursive: true }))

test('nothing has to be set', () => {
  const data = resolve('data')
  assert.deepEqual(loadConfig({ PATH: '/bin' }), {
    data,
    host: '0.0.0.0',
    port: 3000,
    database: { file: join(data, 'qiantai.db') },
    publicUrl: undefined,
    secret: undefined,
    trustedProxies: [],
    allowPrivateHosts: [],
    metricsToken: undefined,
    logLevel: 'info',
    session: { idle: 12 * 3_600_000, longest: 7 * 24 * 3_600_000 },
    plugins: [],
  })
})

test('what is set is used', () => {
  const config = loadConfig({
    HOST: '::1',
    PORT: '80',
    DATABASE_URL: 'postgres://lin:secret@db/clinic',
    QIANTAI_PUBLIC_URL: 'https://desk.example.com/',
    QIANTAI_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8',
    QIANTAI_ALLOW_PRIVATE_HOSTS: 'pbx.lan 192.168.1.10',
    QIANTAI_PLUGINS: '@clinic/qiantai-line,qiantai-zalo',
    QIANTAI_SESSION_DAYS: '1',
  })
  assert.equal(config.host, '::1')
  assert.equal(config.port, 80)
  assert.deepEqual(config.database, { url: 'postgres://lin:secret@db/clinic' })
  assert.equal(config.publicUrl, 'https://desk.example.com')
  assert.deepEqual(config.trustedProxies, ['127.0.0.1', '10.0.0.0/8'])
  assert.deepEqual(config.allowPrivateHosts, ['pbx.lan', '192.168.1.10'])
  assert.deepEqual(config.plugins, ['@clinic/qiantai-line', 'qiantai-zalo'])
  assert.equal(config.session.longest, 24 * 3_600_000)
})

test('an empty value is no value', () => {
  assert.equal(loadConfig({ PORT: '', DATABASE_URL: ' ', QIANTAI_SECRET_FILE: '' }).port, 3000)
})

test('a value may stand in a file', async () => {
  const file = join(folder, 'secret')
  await writeFile(file, `${'s'.repeat(40)}\n`)
  assert.equal(loadConfig({ QIANTAI_SECRET_FILE: file }).secret, 's'.repeat(40))
})

test('everything that is wrong is said at once, each by its name', () => {
  const wrong = {
    PORT: 'eighty',
    DATABASE_URL: 'mysql://db',
    QIANTAI_SECRET: 'short',
    QIANTAI_PUBLIC_URL: 'https://desk.example.com/inbox',
    QIANTAI_TRUSTED_PROXIES: '127.0.0.1,proxy',
    QIANTAI_LOG_LEVEL: 'loud',
    QIANTAI_METRICS_TOKEN_FILE: join(folder, 'missing'),
  }
  assert.deepEqual(
    faultsOf(wrong)
      .map(({ field }) => field)
      .toSorted(),
    Object.keys(wrong).toSorted(),
  )
})

test('a secret does not show in what is wrong with it', () => {
  assert.ok(!JSON.stringify(faultsOf({ QIANTAI_SECRET: 'hunter2' })).includes('hunter2'))
})

test('a value and a file for the same name is one too many', () => {
  const file = join(folder, 'port')
  const fields = faultsOf({ PORT: '80', PORT_FILE: file }).map(({ field }) => field)
  assert.deepEqual(fields, ['PORT', 'PORT_FILE'])
})

test('an unknown name is refused with the nearest one that is known', () => {
  const [fault] = faultsOf({ QIANTAI_SECERT_FILE: '/run/secrets/key' })
  assert.equal(fault?.field, 'QIANTAI_SECERT_FILE')
  assert.match(fault?.message ?? '', /did you mean QIANTAI_SECRET_FILE\?/)
})

test('example.env lists every name as it is', async () => {
  assert.equal(await readFile(join(import.meta.dirname, 'example.env'), 'utf8'), exampleEnv())
})

test('example.env, as it is, is a configuration', () => {
  const lines = exampleEnv()
    .split('\n')
    .filter((line) => line && !line.startsWith('# '))
  const env = Object.fromEntries(lines.map((line) => line.replace(/^#/, '').split('=')))
  assert.equal(loadConfig({ ...env, QIANTAI_SECRET: 's'.repeat(32) }).port, 3000)
})

test('the key is made once, for its owner alone', async () => {
  const data = join(folder, 'data')
  const key = loadKey({ data })
  assert.equal(key.length, 32)
  assert.deepEqual(loadKey({ data }), key)
  assert.equal((await stat(join(data, 'secret.key'))).mode & 0o777, 0o600)
})

test('a secret from the environment gives the same key everywhere and makes no file', async () => {
  const config = { data: join(folder, 'elsewhere'), secret: 's'.repeat(32) }
  assert.deepEqual(loadKey(config), loadKey({ ...config, data: folder }))
  assert.notDeepEqual(loadKey(config), loadKey({ ...config, secret: 't'.repeat(32) }))
  await assert.rejects(stat(config.data))
})

test('a damaged key file stops the start and stays as it is', async () => {
  await writeFile(join(folder, 'secret.key'), 'half')
  assert.throws(() => loadKey({ data: folder }), /damaged/)
  assert.equal(await readFile(join(folder, 'secret.key'), 'utf8'), 'half')
})

function faultsOf(env: Record<string, string>) {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof Invalid) return error.faults
    throw error
  }
  return assert.fail('It was taken')
}
