import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'

const texts = JSON.stringify({ kind: { line: { title: 'Acme' } } })
const code = (more = '') => `${more}
export default {
  api: 1, id: 'acme', home: import.meta.dirname,
  channels: [{
    kind: 'line', fields: [], can: { text: { max: 100 } },
    identify: () => 'one', open: async () => ({ close: async () => {} }),
  }],
}`
const sound = {
  'index.js': code(),
  'locales/zh-CN.json': texts,
  'locales/en.json': texts,
}

describe('qiantai plugin', () => {
  let folder: string
  let data: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qiantai-plugin-'))
    data = join(folder, 'data')
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function write(name: string, files: Record<string, string>): Promise<string> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name, file)), { recursive: true })
      await writeFile(join(folder, name, file), text)
    }
    return join(folder, name)
  }
  const plugins = () => readdir(join(data, 'plugins')).catch(() => [])
  const qiantai = (...args: string[]) => run(data, args)

  it('adds a folder, says what to do next, and lists it', async () => {
    const { code, out } = await qiantai('plugin', 'add', await write('acme', sound))
    assert.equal(code, 0)
    assert.match(out, /^Added acme in .*\nIt brings: line\.\n\nRestart/)
    assert.match((await qiantai('plugin', 'list')).out, /^acme +added +line$/m)
  })

  it('leaves everything as it is where a plugin is bad, and says all that is wrong', async () => {
    await qiantai('plugin', 'add', await write('acme', sound))
    const files = { 'index.js': code().replace("'line'", "'Line 1'").replace('api: 1', 'api: 9') }
    const { code: exit, error } = await qiantai('plugin', 'add', await write('broken', files))
    assert.equal(exit, 1)
    assert.match(error, /api: /)
    assert.match(error, /channels\.0\.kind/)
    assert.deepEqual(await plugins(), ['acme'])
    assert.match((await qiantai('plugin', 'list')).out, /^acme .*line$/m)
    assert.deepEqual(await readdir(data), ['plugins'])
  })

  it('lets nobody take the name of a plugin that is part of Qiantai', async () => {
    const theirs = { ...sound, 'index.js': code().replace("'acme'", "'webchat'") }
    const { code: exit, error } = await qiantai('plugin', 'add', await write('acme', theirs))
    assert.equal(exit, 1)
    assert.match(error, /webchat is taken/)
    assert.deepEqual(await plugins(), [])
  })

  it('brings a package with what it depends on, and runs no script of it', async () => {
    const helper = await write('helper', {
      'package.json': JSON.stringify({ name: 'helper', version: '1.0.0', type: 'module', main: 'index.js' }),
      'index.js': `export const helps = true`,
    })
    const manifest = {
      name: 'qiantai-acme',
      version: '1.2.3',
      type: 'module',
      scripts: { postinstall: `touch ${join(folder, 'ran')}` },
      dependencies: { helper: `file:${helper}` },
      devDependencies: { nowhere: 'file:/nowhere' },
      peerDependencies: { qiantai: '*' },
    }
    const acme = await write('acme', {
      ...sound,
      'index.js': code(`import { helps } from 'helper'\nif (!helps) throw new Error('no help')`),
      'package.json': JSON.stringify(manifest),
    })
    const added = await qiantai('plugin', 'add', acme)
    assert.match(added.out, /^Added acme 1\.2\.3/, added.error)
    assert.ok(existsSync(join(data, 'plugins/acme/node_modules/helper/index.js')))
    assert.ok(!existsSync(join(folder, 'ran')))
    assert.match((await qiantai('plugin', 'add', acme)).out, /^Updated acme 1\.2\.3/)
  })

  it('takes out what was added, and nothing else', async () => {
    await qiantai('plugin', 'add', await write('acme', sound))
    assert.match((await qiantai('plugin', 'remove', 'acme')).out, /^Removed acme/)
    assert.deepEqual(await plugins(), [])
    assert.match((await qiantai('plugin', 'remove', 'acme')).error, /no plugin acme/)
    assert.match((await qiantai('plugin', 'remove', 'webchat')).error, /part of Qiantai/)
    assert.match((await qiantai('plugin', 'remove', '../..')).error, /no plugin/)
  })

  it('explains itself', async () => {
    for (const args of [[], ['add'], ['paint', 'x'], ['list', 'x']]) {
      const { code: exit, error } = await qiantai('plugin', ...args)
      assert.equal(exit, 1)
      assert.match(error, /^Usage: qiantai plugin add/)
    }
    assert.match((await qiantai('plugin', 'add', './nowhere')).error, /There is no \.\/nowhere/)
  })
})

function run(data: string, args: string[]): Promise<{ code: number; out: string; error: string }> {
  const program = [join(import.meta.dirname, 'qiantai.ts'), ...args]
  const env = { QIANTAI_DATA: data, PATH: process.env['PATH'], HOME: process.env['HOME'] }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, program, { env }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}
