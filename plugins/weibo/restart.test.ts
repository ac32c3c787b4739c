import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Clinic, heardBy, openClinic, pushTo } from './testing/stage.ts'
import { pushOf, said } from './simulator/push/pushes.ts'

const anna = '2489518277'
const bo = '2489518278'

describe('Pushes of Weibo', () => {
  it('that find us away come again, three times, and are one message', async () => {
    const clinic = await openClinic()
    const { stage, weibo } = clinic.town
    const there = stage.callback
    stage.callback = 'http://127.0.0.1:1/'
    assert.deepEqual(await weibo.doings.says(anna, '没人在'), { tries: 4, status: 0, body: '' })
    let tries = 0
    Object.defineProperty(stage, 'callback', { get: () => (++tries < 3 ? 'http://127.0.0.1:1/' : there) })
    assert.deepEqual(await weibo.doings.says(anna, '终于通了'), { tries: 3, status: 200, body: '' })
    await clinic.drain()
    assert.deepEqual(await heardBy(clinic), [['in 终于通了']])
    await clinic.stop()
  })

  it('that we answered too late come again, and are one message', async () => {
    const clinic = await openClinic()
    const push = pushOf(clinic.town.weibo.world, anna, said('您好'))
    const late = await Promise.all(Array.from({ length: 4 }, () => pushTo(clinic, push)))
    assert.ok(late.every(({ status }) => status === 200))
    await clinic.drain()
    assert.deepEqual(await heardBy(clinic), [['in 您好']])
    await clinic.stop()
  })

  it('in any order are heard once each, those of one person as they came', async () => {
    const clinic = await openClinic()
    const words = Array.from({ length: 20 }, (_, at) => `第 ${at} 句`)
    const pushes = words.flatMap((text) =>
      [anna, bo].map((uid) => pushOf(clinic.town.weibo.world, uid, said(text))),
    )
    for (const push of [...pushes, ...pushes.toReversed()]) await pushTo(clinic, push)
    await clinic.drain()
    const heard = await heardBy(clinic)
    assert.deepEqual(
      heard,
      [words, words].map((all) => all.map((text) => `in ${text}`)),
    )
    await clinic.stop()
  })

  it('that were taken before a restart are worked on after it', async () => {
    const clinic = await openClinic()
    const { world } = clinic.town.weibo
    world.faults.push(...Array.from({ length: 1 }, () => ({ path: 'msget', with: 'gateway' as const })))
    await clinic.town.weibo.doings.sends(anna, 'image', { mime: 'image/gif', data: dot })
    await clinic.town.weibo.doings.says(anna, '刚才那张看到了吗')
    await clinic.drain()
    assert.deepEqual(await heardBy(clinic), [])
    await reopen(clinic)
    assert.deepEqual(await heardBy(clinic), [['in image', 'in 刚才那张看到了吗']])
    await clinic.stop()
  })
})

const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** The account closes and opens again, as with every restart. */
async function reopen({ host, clock, drain }: Clinic) {
  await host.accounts.stop()
  await host.accounts.start()
  clock.pass(120)
  await drain()
}
