import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'

test('a signal closes the house', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const house = await open(`stop: async () => console.log('stopped')`)
    house.child.kill(signal)
    assert.deepEqual(await house.end(), { code: 0, signal: null })
    assert.match(house.said(), new RegExp(`"signal":"${signal}"[^]*house.closed`))
    assert.match(house.said(), /stopped/)
  }
})

test('a second signal ends a house that takes its time', async () => {
  const house = await open(`stop: () => new Promise((done) => setTimeout(done, 60_000))`)
  house.child.kill('SIGTERM')
  await house.until('house.closing')
  house.child.kill('SIGTERM')
  assert.deepEqual(await house.end(), { code: 1, signal: null })
})

test('a house that does not close is ended when patience ends', async () => {
  const house = await open(`stop: () => new Promise((done) => setTimeout(done, 60_000))`, 50)
  house.child.kill('SIGTERM')
  assert.deepEqual(await house.end(), { code: 1, signal: null })
  assert.match(house.said(), /house\.late/)
})

test('something left open does not keep a closed house alive', async () => {
  const house = await open(`stop: async () => setInterval(() => {}, 60_000)`, 50)
  house.child.kill('SIGTERM')
  assert.deepEqual(await house.end(), { code: 1, signal: null })
})

test('what nobody caught is logged and ends the process', async () => {
  for (const bug of [
    `Promise.reject(new Error('a bug'))`,
    `setImmediate(() => { throw new Error('a bug') })`,
  ]) {
    const house = await open(`stop: async () => {}`, 1000, bug)
    assert.deepEqual(await house.end(), { code: 1, signal: null })
    assert.match(house.said(), /"level":60.*a bug/)
  }
})

/** A process whose house stops as told, once it is open. */
async function open(stop: string, patience = 10_000, then = '') {
  const script = `
    import { createLog } from '${join(import.meta.dirname, '../core/log.ts')}'
    import { live } from '${join(import.meta.dirname, 'life.ts')}'
    const server = setInterval(() => {}, 60_000)
    const house = { start: async () => ({ url: 'http://127.0.0.1' }), ${stop} }
    const stop = () => (clearInterval(server), house.stop())
    setImmediate(() => { ${then} })
    process.exitCode = await live({ ...house, stop }, createLog({ logLevel: 'info' }), ${patience})
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const ended = once(child, 'close')
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  const until = async (text: string) => {
    while (!output.includes(text)) await once(child.stdout, 'data')
  }
  await until('house.open')
  const end = async () => {
    const [code, signal] = await ended
    return { code, signal }
  }
  return { child, until, end, said: () => output }
}
