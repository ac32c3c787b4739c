import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Voice } from '../../plugin/index.ts'
import { Exchange } from './exchange.ts'
import { voiceOf } from './switching.ts'

const bo = '13900139000'
const hao = '8001-web'
const mei = '8002'

describe('The exchange in memory', () => {
  let exchange: Exchange
  let voice: Voice
  let leg: string

  beforeEach(async () => {
    exchange = new Exchange()
    voice = voiceOf(exchange)
    await voice.phones(
      [hao, mei].map((name) => ({ name, kind: 'desk' as const, secret: 'secret', label: name })),
    )
    exchange.register(hao)
    exchange.register(mei)
    leg = exchange.call({ from: bo, to: '02161234567' })
    await voice.answer(leg)
    await voice.dial('1.1', { to: { phone: hao }, from: {}, timeout: 20, auto: true })
    await voice.join('1.room', [leg, '1.1'])
  })

  it('lets those in a room hear each other, and nobody else', () => {
    assert.deepEqual([exchange.hears(bo), exchange.hears(hao), exchange.hears(mei)], [[hao], [bo], []])
  })

  it('plays music to who is on hold, and lets the others hear nothing of them', async () => {
    await voice.hold(leg)
    assert.deepEqual([exchange.hears(bo), exchange.hears(hao)], [['music'], []])
  })

  it('lets a supervisor whisper to the agent alone', async () => {
    await voice.dial('1.2', { to: { phone: mei }, from: {}, timeout: 20, auto: true })
    await voice.listen('1.2', '1.1', 'whisper')
    assert.deepEqual(
      [exchange.hears(mei), exchange.hears(hao), exchange.hears(bo)],
      [[hao, bo].sort(), [mei, bo].sort(), [hao]],
    )
    await voice.listen('1.2', '1.1', 'listen')
    assert.deepEqual(exchange.hears(hao), [bo])
  })

  it('has on a tape what was said while it ran', async () => {
    await voice.mute('1.1', true)
    await voice.record('1.tape', { room: '1.room' })
    await voice.pause('1.tape', true)
    await voice.mute('1.1', false)
    assert.deepEqual([...(exchange.tape('1.tape')?.voices ?? [])], [bo])
  })

  it('cannot ring a phone that is not registered', async () => {
    exchange.register(mei, false)
    await voice.dial('1.2', { to: { phone: mei }, from: {}, timeout: 20 })
    assert.equal(exchange.isRinging(mei), false)
  })
})
