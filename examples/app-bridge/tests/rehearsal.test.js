import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { addAccount, answer, readBy, testApp } from 'qiantai/testing'
import bridge from '../index.js'
import { picture } from './provider.js'

describe('A rehearsal of the app', () => {
  /** @type {import('qiantai/testing').TestApp} */
  let clinic
  /** @type {import('qiantai/plugin').SimulatedPhone} */
  let phone
  before(async () => {
    clinic = await testApp({ plugins: [bridge] })
    const key = await addAccount(clinic, { plugin: 'app-bridge', kind: 'app', rehearsal: true })
    const simulator = clinic.host.accounts.withKey('app-bridge', key)?.simulator
    assert.ok(simulator)
    phone = simulator.phone
  })
  after(() => clinic.stop())

  it('brings words and pictures to the desk, and the answer back', async () => {
    await phone.act({ type: 'picture', name: 'face.png', data: picture })
    await phone.act({ type: 'say', text: '我想预约' })
    await clinic.drain()
    assert.deepEqual(await readBy(clinic, 'lin'), [['', '我想预约']])
    await answer(clinic, 'lin', '我想预约', '好的，什么时候方便？')
    const { lines } = phone.show()
    assert.deepEqual(
      lines.map(({ from, text }) => [from, text]),
      [
        ['patient', undefined],
        ['patient', '我想预约'],
        ['clinic', '好的，什么时候方便？'],
      ],
    )
  })
})
