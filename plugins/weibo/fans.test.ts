import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { answer, readBy } from 'qiantai/testing'
import { type Clinic, openClinic } from './testing/stage.ts'
import { patient } from './simulator/world.ts'

describe('A clinic on Weibo', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic()
  })
  after(() => clinic.stop())

  it('proves its address to Weibo', async () => {
    assert.ok(await clinic.town.weibo.verify())
  })

  it('hears what a patient says, and is heard', async () => {
    const { weibo } = clinic.town
    await weibo.phone.act({ type: 'say', text: '请问周末开门吗' })
    await clinic.drain()
    await answer(clinic, 'lin', '请问周末开门吗', '周末 9 点到 18 点都开门')
    assert.deepEqual(await readBy(clinic, 'lin'), [['请问周末开门吗', '周末 9 点到 18 点都开门']])
    assert.deepEqual(
      weibo.phone.show().lines.map(({ from, text }) => [from, text]),
      [
        ['patient', '请问周末开门吗'],
        ['clinic', '周末 9 点到 18 点都开门'],
      ],
    )
    void patient
  })
})
