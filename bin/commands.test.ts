import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

let data: string
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'qiantai-commands-'))
})
after(() => rm(data, { recursive: true }))

test('a link to set up is printed until there is an owner', async () => {
  const { code, out } = await qiantai('setup-token')
  assert.equal(code, 0)
  assert.match(out, /https:\/\/desk\.clinic\.test\/setup\/[\w-]{43}$/m)
  const added = await qiantai('user', 'add', 'lin@clinic.test', '--name', '林琳', '--role', 'owner')
  assert.match(added.out, /https:\/\/desk\.clinic\.test\/password-resets\/[\w-]{43}/)
  const late = await qiantai('setup-token')
  assert.equal(late.code, 1)
  assert.match(late.out, /has an owner/)
})

test('accounts are added, listed and reset', async () => {
  assert.match((await qiantai('user', 'list')).out, /lin@clinic\.test +owner +active +林琳/)
  assert.match((await qiantai('user', 'reset', 'lin@clinic.test')).out, /password-resets/)
  for (const [args, said] of [
    [['add', 'lin@clinic.test', '--name', 'Lin'], /an account of lin@clinic\.test already/],
    [['add', 'bo@clinic.test', '--name', 'Bo', '--role', 'king'], /no role king/],
    [['add', 'bo', '--name', 'Bo'], /no email address/],
    [['reset', 'nobody@clinic.test'], /no account of nobody/],
    [['remove', 'lin@clinic.test'], /^Usage/],
  ] as const) {
    const { code, error } = await qiantai('user', ...args)
    assert.equal(code, 1)
    assert.match(error, said)
  }
})

test('a demo comes and goes', async () => {
  const { out } = await qiantai('demo', 'load', '--lang', 'en')
  assert.match(out, /Loaded 60 people/)
  assert.match(out, /claire@demo\.invalid/)
  assert.match((await qiantai('demo', 'load')).error, /loaded already/)
  assert.match((await qiantai('demo', 'remove')).out, /is gone/)
  assert.match((await qiantai('demo', 'remove')).error, /no demo/)
  assert.match((await qiantai('demo', 'load', '--lang', 'fr')).error, /^Usage/)
})

function qiantai(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const program = [join(import.meta.dirname, 'qiantai.ts'), ...args]
  const env = { QIANTAI_DATA: data, QIANTAI_PUBLIC_URL: 'https://desk.clinic.test' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { env }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}
