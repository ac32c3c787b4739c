import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { freePort, password, staff } from '../core/testing/index.ts'
import { makePackage } from '../scripts/package.ts'
import { Agent } from './support/agent.ts'

const root = join(import.meta.dirname, '..')
const token = 'a-token-of-sixteen'
const run = promisify(execFile)

/** What docs/plugins.md tells integrators to do, done word for word with the packed program. */
describe('An outsider with the packed program', () => {
  let folder: string
  let acme: string
  let bridge: string
  let provider: Provider
  let house: { process: ChildProcess; address: string; setup: string }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qiantai-outsiders-'))
    acme = join(folder, 'acme')
    bridge = join(folder, 'app-bridge')
    provider = await startProvider()
  })
  after(async () => {
    house?.process.kill('SIGKILL')
    await provider.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const qiantai = (...args: string[]) =>
    run(process.execPath, [join(acme, 'node_modules/qiantai/bin/qiantai.js'), ...args], {
      cwd: acme,
      env: env(),
    })
  const env = (more = {}) => ({
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    QIANTAI_DATA: join(folder, 'data'),
    ...more,
  })

  it('writes the plugin of the guide, and its contract test passes', async () => {
    const tarball = await makePackage(folder)
    const files = filesIn(await readFile(join(root, 'docs/plugins.md'), 'utf8'))
    assert.deepEqual(
      files.map(([name]) => name),
      [
        'package.json',
        'index.js',
        'locales/zh-CN.json',
        'locales/en.json',
        'views/setup-line.hbs',
        'acme.test.js',
      ],
    )
    for (const [name, text] of files) await write(join(acme, name), text)
    await npm(acme, 'install', '--save-dev', '--prefer-offline', tarball)
    await passes(acme)
  })

  it('starts from the example, whose types and tests are sound', async () => {
    await cp(join(root, 'examples/app-bridge'), bridge, { recursive: true })
    await symlink(join(acme, 'node_modules'), join(bridge, 'node_modules'))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const types = ['-p', 'jsconfig.json', '--typeRoots', join(root, 'node_modules/@types')]
    await run(process.execPath, [tsc, ...types], { cwd: bridge }).catch((error) => assert.fail(error.stdout))
    await passes(bridge)
  })

  it('packs and adds both', async () => {
    await npm(acme, 'pack')
    const added = await qiantai('plugin', 'add', './qiantai-acme-1.0.0.tgz')
    assert.match(added.stdout, /Added acme 1\.0\.0/)
    await rm(join(bridge, 'node_modules'), { force: true })
    await qiantai('plugin', 'add', bridge)
    assert.match((await qiantai('plugin', 'list')).stdout, /^acme .*line\napp-bridge .*app$/m)
  })

  it('brings what a customer says to the desk, and the answer to the customer', async () => {
    house = await serve()
    const lin = await claim()
    const key = await addAccount(lin)
    const event = { type: 'message', id: '1', from: 'anna', text: '热玛吉多少钱' }
    assert.equal(await post(key, event, 'forged'), 401)
    assert.equal(await post(key, event), 200)
    assert.equal(await post(key, event), 200)
    const page = await until(() => lin.page('/desk?view=all'), /热玛吉多少钱/)
    const [, conversation] = /\/conversations\/(\d+)/.exec(page) ?? assert.fail('no conversation')
    const answer = { clientId: randomUUID(), text: '您好，做过吗？' }
    await lin.call('POST', `/conversations/${conversation}/messages`, answer)
    assert.deepEqual(await provider.message(), { key: answer.clientId, to: 'anna', text: answer.text })
  })

  async function serve(): Promise<typeof house> {
    const port = await freePort()
    const program = join(acme, 'node_modules/qiantai/bin/qiantai.js')
    const settings = { HOST: '127.0.0.1', PORT: String(port), QIANTAI_ALLOW_PRIVATE_HOSTS: '127.0.0.1' }
    const child = spawn(process.execPath, [program, 'serve'], {
      env: env(settings),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    for await (const text of child.stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
      said += text
      const [, setup] = /http:\/\/localhost:\d+(\/setup\/[\w-]+)/.exec(said) ?? []
      if (!setup) continue
      child.stdout.resume()
      return { process: child, address: `http://127.0.0.1:${port}`, setup }
    }
    return assert.fail(said)
  }

  async function claim(): Promise<Agent> {
    const lin = new Agent(house.address)
    await lin.call('GET', house.setup)
    const { status } = await lin.call('POST', `${house.setup}/account`, {
      ...staff.lin,
      role: undefined,
      password,
    })
    assert.equal(status, 303)
    return lin
  }

  async function addAccount(lin: Agent): Promise<string> {
    const form = { name: 'Acme', 'settings.url': provider.url, 'settings.token': token }
    const { headers } = await lin.call('POST', '/admin/channels/new/acme/line', form)
    const [, id] = /^\/admin\/channels\/(\d+)/.exec(String(headers.get('location'))) ?? assert.fail()
    await until(() => lin.page(`/admin/channels/${id}`), /已连接|Connected/)
    const setup = await lin.page(`/admin/channels/${id}/setup`)
    const [, key] = /\/hooks\/acme\/([\w-]+)/.exec(setup) ?? assert.fail('no address')
    return String(key)
  }

  async function post(key: string, event: object, by = token): Promise<number> {
    const body = JSON.stringify(event)
    const headers = { 'x-acme-signature': createHmac('sha256', by).update(body).digest('hex') }
    return (await fetch(`${house.address}/hooks/acme/${key}`, { method: 'POST', headers, body })).status
  }
})

/** The files of the guide: a name in bold, and what stands below it. */
function filesIn(guide: string): [string, string][] {
  const found = guide.matchAll(/^\*\*`([^`]+)`\*\*\n\n```\w+\n([\s\S]*?)^```$/gm)
  return [...found].map(([, name = '', text = '']) => [name, text])
}

async function write(file: string, text: string) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

async function npm(cwd: string, ...args: string[]) {
  await run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd })
}

/** A test runner inside a test runner would report to it: NODE_TEST_CONTEXT is not for it. */
async function passes(cwd: string) {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  await run(process.execPath, ['--test'], { cwd, env }).catch((error) => assert.fail(error.stdout))
}

/** Asks until the answer says this. The program is another process: there is nothing to drain. */
async function until(ask: () => Promise<string>, says: RegExp): Promise<string> {
  const patience = AbortSignal.timeout(60_000)
  for (;;) {
    const answer = await ask()
    if (says.test(answer)) return answer
    patience.throwIfAborted()
  }
}

type Provider = { url: string; message: () => Promise<object>; stop: () => Promise<void> }

/** Acme, as the guide's plugin calls it. */
async function startProvider(): Promise<Provider> {
  const arrived = Promise.withResolvers<object>()
  const server: Server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8'))
    if (request.url === '/messages') arrived.resolve(body)
    response.end(JSON.stringify({ id: 'acme-1' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    message: () => arrived.promise,
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
