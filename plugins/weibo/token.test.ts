import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { answer } from 'qiantai/testing'
import { type Clinic, heardBy, openAccount, openClinic, reauthorize, sentBy } from './testing/stage.ts'

const day = 86_400
const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

describe('The authorisation', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic()
  })
  after(() => clinic.stop())

  const health = async () => (await openAccount(clinic).open.health?.())?.[0]
  const state = () => clinic.app.db('channel').where({ key: clinic.key }).first('state', 'reason')

  const heard = async () => (await heardBy(clinic)).flat()
  async function says(text: string) {
    await clinic.town.weibo.phone.act({ type: 'say', text })
    await clinic.drain()
  }
  async function restart() {
    await clinic.host.accounts.stop()
    await clinic.host.accounts.start()
    await clinic.drain()
  }

  it('is known to last, until seven days before its end', async () => {
    assert.deepEqual(await health(), {
      level: 'good',
      text: 'weibo:health.good',
      values: { days: 90, hours: 2160 },
      authorize: true,
    })
    clinic.clock.pass(84 * day)
    assert.equal((await health())?.level, 'warning')
    clinic.clock.pass(5 * day)
    assert.deepEqual([(await health())?.level, (await health())?.authorize], ['bad', true])
  })

  it('ends in the middle of a burst: what is left waits, what comes is heard, and all is made good after it is renewed', async () => {
    const { weibo } = clinic.town
    await says('在吗')
    await answer(clinic, 'lin', '在吗', '在的')
    clinic.clock.pass(2 * day)
    await says('多少钱')
    assert.deepEqual(await state(), { state: 'open', reason: null }, 'asking in vain switches nothing off')
    await answer(clinic, 'lin', '多少钱', '体验价 199')
    assert.deepEqual(await state(), { state: 'refused', reason: 'weibo:reason.token' })
    await answer(clinic, 'lin', '体验价 199', '本周有效')
    assert.deepEqual(
      (await sentBy(clinic)).map(({ state }) => state),
      ['sent', 'queued', 'queued'],
    )
    await says('还在吗')
    await weibo.phone.act({ type: 'picture', name: 'skin.gif', data: dot })
    await clinic.drain()
    assert.deepEqual((await heard()).at(-1), 'in 还在吗')
    await restart()
    await says('发了照片')
    assert.deepEqual(await state(), { state: 'refused', reason: 'weibo:reason.token' })

    assert.equal(await reauthorize(clinic), 303)
    assert.deepEqual(await state(), { state: 'open', reason: null })
    assert.deepEqual((await heard()).slice(-3), ['in 还在吗', 'in image', 'in 发了照片'])
    assert.deepEqual(
      (await sentBy(clinic)).map(({ state }) => state),
      ['sent', 'sent', 'sent'],
    )
    assert.deepEqual(shown(clinic), ['在的', '体验价 199', '本周有效'])
    assert.equal((await health())?.level, 'good')
  })

  it('comes from the account of the clinic, or is refused', async () => {
    const { world } = clinic.town.weibo
    const { uid } = world.account
    const old = clinic.town.settings['token']
    world.account.uid = '1000000001'
    assert.equal(await reauthorize(clinic), 422)
    world.account.uid = uid
    assert.ok(old)
    assert.equal((await state()).state, 'open')
  })
})

function shown({ town }: Clinic) {
  return town.weibo.phone
    .show()
    .lines.filter(({ from, public: open }) => from === 'clinic' && !open)
    .map(({ text }) => text)
}
