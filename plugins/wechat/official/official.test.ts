import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { answer, readBy } from 'qiantai/testing'
import { type Clinic, rehearse } from '../testing/clinic.ts'

describe('A rehearsed 公众号', () => {
  let clinic: Clinic<'official'>
  before(async () => {
    clinic = await rehearse('official', { followGreeting: '您好，欢迎关注！', scanGreeting: '欢迎回来！' })
  })
  after(() => clinic.stop())

  const words = () => clinic.provider.phone.show().lines.map(({ from, text }) => `${from}: ${text}`)

  it('greets whoever follows', async () => {
    await clinic.provider.phone.act({ type: 'follow' })
    await clinic.settle()
    assert.deepEqual(words(), ['clinic: 您好，欢迎关注！'])
  })

  it('hears what a patient says, and answers', async () => {
    await clinic.provider.phone.act({ type: 'say', text: '水光针多少钱？' })
    await clinic.settle()
    await answer(clinic, 'lin', '水光针多少钱？', '您好，一次 680 元。')
    assert.equal(words().at(-1), 'clinic: 您好，一次 680 元。')
    assert.deepEqual(await readBy(clinic, 'lin'), [
      ['您好，欢迎关注！', '水光针多少钱？', '您好，一次 680 元。'],
    ])
  })
})
