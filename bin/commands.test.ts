import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addChannel } from '../core/modules/channels/index.ts'
import { withApp } from './house.ts'

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
  assert.match(out, /Loaded 105 people/)
  assert.match(out, /claire@demo\.invalid/)
  assert.match((await qiantai('demo', 'load')).error, /loaded already/)
  assert.match((await qiantai('demo', 'remove')).out, /is gone/)
  assert.match((await qiantai('demo', 'remove')).error, /no demo/)
  assert.match((await qiantai('demo', 'load', '--lang', 'fr')).error, /^Usage/)
})

test('the configuration of the exchange is printed, or written for its owner alone', async () => {
  assert.match((await qiantai('phone', 'pbx-config')).error, /No telephone is connected/)
  const [key, other] = [await addExchange('10.0.0.1'), await addExchange('10.0.0.2')]
  assert.match((await qiantai('phone', 'pbx-config')).error, new RegExp(`Say which.*${key}.*${other}`, 's'))
  assert.match((await qiantai('phone', 'pbx-config', '--account=none')).error, /no account none/)
  const { out } = await qiantai('phone', 'pbx-config', `--account=${key}`)
  assert.match(out, /^password = a-secret-of-10\.0\.0\.1$/m)
  const folder = join(data, 'exchange')
  await mkdir(folder)
  await writeFile(join(folder, 'ari.conf'), 'old', { mode: 0o644 })
  await qiantai('phone', 'pbx-config', `--account=${key}`, '--out', folder)
  assert.equal((await stat(join(folder, 'ari.conf'))).mode & 0o777, 0o600)
  assert.ok(out.includes(await readFile(join(folder, 'ari.conf'), 'utf8')))
  assert.match((await qiantai('phone', 'call')).error, /^Usage/)
})

/** Its key begins with a dash: those that are drawn do so too, one in 64. */
async function addExchange(host: string): Promise<string> {
  process.env['QIANTAI_DATA'] = data
  return withApp(async (app) => {
    const settings = { url: `http://${host}:8088`, secret: `a-secret-of-${host}` }
    const account = { plugin: 'asterisk', kind: 'pbx', name: '总机', settings, untested: true }
    const id = await addChannel(app, { actor: 'system' }, account)
    const key = `-of-${host}`
    await app.db('channel').where({ id }).update({ key })
    return key
  })
}

function qiantai(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const program = [join(import.meta.dirname, 'qiantai.ts'), ...args]
  const env = { QIANTAI_DATA: data, QIANTAI_PUBLIC_URL: 'https://desk.clinic.test' }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { env }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}
