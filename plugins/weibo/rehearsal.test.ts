import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { PhoneAction, Simulator } from 'qiantai/plugin'
import { addAccount, answer, testApp, type TestApp } from 'qiantai/testing'
import sharp from 'sharp'
import weibo from './index.ts'

describe('A rehearsal of Weibo', () => {
  let test: TestApp
  let simulator: Simulator
  before(async () => {
    test = await testApp({ plugins: [weibo] })
    const key = await addAccount(test, { plugin: 'weibo', kind: 'fans', rehearsal: true })
    const account = test.host.accounts.withKey('weibo', key)
    simulator = account?.simulator ?? assert.fail('nobody plays Weibo')
  })
  after(() => test.stop())

  async function act(action: PhoneAction) {
    await simulator.phone.act(action)
    await test.drain()
  }
  const lines = () =>
    simulator.phone
      .show()
      .lines.map(({ from, text, public: open }) => [from, text, ...(open ? ['public'] : [])])

  it('shows a phone that sees a post of the clinic, and no more yet', () => {
    const { follows, lines, menu, can, window } = simulator.phone.show()
    assert.deepEqual([follows, menu, window], [false, [], undefined])
    assert.deepEqual(
      lines.map(({ from, public: open }) => [from, open]),
      [['clinic', true]],
    )
    assert.ok(can.includes('follow') && !can.includes('unfollow') && !can.includes('choose'))
  })

  it('lets a patient follow and write, and a clinic answer', async () => {
    await act({ type: 'follow' })
    await act({ type: 'say', text: '想约周六' })
    await answer(test, 'lin', '想约周六', '周六下午两点可以')
    assert.deepEqual(lines().slice(-2), [
      ['patient', '想约周六'],
      ['clinic', '周六下午两点可以'],
    ])
    assert.equal(simulator.phone.show().follows, true)
  })

  it('shows what was sent from the phone, on the phone', async () => {
    const data = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    await act({ type: 'picture', name: 'a.png', data })
    const id = simulator.phone.show().lines.at(-1)?.pictures?.[0] ?? ''
    assert.deepEqual(simulator.phone.media(id), { mime: 'image/png', data })
  })

  it('shows a comment, and the answer that everybody can read', async () => {
    await act({ type: 'comment', text: '评论问一下' })
    test.clock.pass(10)
    await test.drain()
    await answer(test, 'lin', '评论问一下', '请看私信')
    assert.deepEqual(lines().at(-1), ['clinic', '回复@爱美的小安:请看私信', 'public'])
  })

  it('closes the window when two days have gone by, and what is sent then fails', async () => {
    await act({ type: 'say', text: '最后一句' })
    await act({ type: 'pass', seconds: 49 * 3600 })
    assert.equal(simulator.phone.show().window, undefined)
    await answer(test, 'lin', '最后一句', '太晚了')
    const { state, reason } = await test.app.db('message').orderBy('id', 'desc').first()
    assert.deepEqual([state, reason], ['failed', 'weibo:reason.window'])
  })

  it('lets nobody do what Weibo does not know', async () => {
    await assert.rejects(simulator.phone.act({ type: 'enter' }), { message: 'weibo:phone.cannot' })
    await assert.rejects(simulator.phone.act({ type: 'scan', code: 'zzz' }), {
      message: 'weibo:phone.no-code',
    })
    await assert.rejects(simulator.phone.act({ type: 'choose', path: [2] }), {
      message: 'weibo:phone.no-button',
    })
  })
})
