import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { access, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

let data: string
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'qiantai-bin-'))
})
after(() => rm(data, { recursive: true }))

test('help lists the commands', async () => {
  const { code, out } = await qiantai(['help'])
  assert.equal(code, 0)
  for (const name of ['serve', 'migrate', 'doctor']) assert.match(out, new RegExp(`^  ${name} `, 'm'))
})

test('an unknown command is refused', async () => {
  const { code, error } = await qiantai(['toString'])
  assert.equal(code, 2)
  assert.match(error, /no command toString/)
})

test('wrong settings are all listed, by name', async () => {
  const { code, error } = await qiantai(['migrate'], { PORT: 'x', QIANTAI_SECERT: 'y' })
  assert.equal(code, 1)
  assert.match(error, /^ {2}PORT /m)
  assert.match(error, /^ {2}QIANTAI_SECERT .*QIANTAI_SECRET/m)
})

test('a dry run names what migrate then does, once', async () => {
  const dry = await qiantai(['migrate', '--dry-run'])
  assert.match(dry.out, /^core\/0001-house$/m)
  assert.equal((await qiantai(['migrate'])).out, dry.out)
  assert.equal((await qiantai(['migrate'])).out, 'The database is up to date.\n')
  await access(join(data, 'qiantai.db'))
  assert.ok(!(await readdir(data)).includes('backups'), 'a new database needs no copy')
})

test('the doctor fails where something is wrong', async () => {
  const healthy = await qiantai(['doctor'])
  assert.equal(healthy.code, 0, healthy.out)
  const ill = await qiantai(['doctor'], { DATABASE_URL: 'postgres://127.0.0.1:1/none' })
  assert.equal(ill.code, 1)
  assert.match(ill.out, /^WRONG .*ECONNREFUSED/m)
})

function qiantai(args: string[], env = {}): Promise<{ code: number; out: string; error: string }> {
  const program = [join(import.meta.dirname, 'qiantai.ts'), ...args]
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      program,
      { env: { QIANTAI_DATA: data, ...env } },
      (_, out, error) => resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}
