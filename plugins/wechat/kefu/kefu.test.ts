import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { answer, readBy } from 'qiantai/testing'
import { type Clinic, rehearse } from '../testing/clinic.ts'

describe('A rehearsed account of 微信客服', () => {
  let clinic: Clinic<'kefu'>
  before(async () => {
    clinic = await rehearse('kefu', { enterGreeting: '您好，很高兴为您服务。' })
  })
  after(() => clinic.stop())

  const words = () => clinic.provider.phone.show().lines.map(({ from, text }) => `${from}: ${text}`)

  it('greets whoever enters', async () => {
    await clinic.provider.phone.act({ type: 'enter' })
    await clinic.settle()
    assert.deepEqual(words(), ['clinic: 您好，很高兴为您服务。'])
  })

  it('hears what a patient says, and answers', async () => {
    await clinic.provider.phone.act({ type: 'say', text: '水光针多少钱？' })
    await clinic.settle()
    await answer(clinic, 'lin', '水光针多少钱？', '您好，一次 680 元。')
    assert.equal(words().at(-1), 'clinic: 您好，一次 680 元。')
    assert.deepEqual(await readBy(clinic, 'lin'), [
      ['您好，很高兴为您服务。', '水光针多少钱？', '您好，一次 680 元。'],
    ])
  })
})
