import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Happening } from 'qiantai/plugin'
import { answer, readBy } from 'qiantai/testing'
import { type Clinic, lastAnswer, rehearse } from '../testing/clinic.ts'

describe('A rehearsed account of 微信客服', () => {
  let clinic: Clinic<'kefu'>
  before(async () => {
    clinic = await rehearse('kefu', { enterGreeting: '您好，很高兴为您服务。' })
  })
  after(() => clinic.stop())

  const act: Clinic<'kefu'>['provider']['phone']['act'] = async (action) => {
    await clinic.provider.phone.act(action)
    await clinic.settle()
  }
  const patient = () => clinic.provider.phone.id
  const lines = () => clinic.provider.phone.show().lines
  const words = () => lines().map(({ from, text }) => `${from}: ${text}`)

  it('is found by the platform at its address', async () => {
    assert.equal(await clinic.provider.verify(), true)
  })

  it('greets whoever enters', async () => {
    await act({ type: 'enter' })
    assert.deepEqual(words(), ['clinic: 您好，很高兴为您服务。'])
  })

  it('hears what a patient says, and answers', async () => {
    await act({ type: 'say', text: '007' })
    await answer(clinic, 'lin', '007', '您好，一次 680 元。')
    assert.equal(words().at(-1), 'clinic: 您好，一次 680 元。')
    assert.deepEqual(await readBy(clinic, 'lin'), [['您好，很高兴为您服务。', '007', '您好，一次 680 元。']])
  })

  it('asks a question, and hears which answer was touched', async () => {
    await act({ type: 'say', text: '有什么项目？' })
    const items = [
      { id: 'a', text: '水光针' },
      { id: 'b', text: '热玛吉' },
    ]
    await answer(clinic, 'lin', '有什么项目？', { type: 'choices', head: '想了解什么？', items })
    await act({ type: 'answer', line: lines().at(-1)?.id ?? '', id: 'b' })
    assert.equal((await readBy(clinic, 'lin'))[0]?.at(-1), '热玛吉')
  })

  it('knows a patient by name, and by the id of their other accounts', async () => {
    const { name, subject, avatar } = (await clinic.open.profile?.(patient())) ?? {}
    assert.deepEqual([name, subject], ['王女士', `weixin:${clinic.provider.phone.unionid}`])
    assert.ok(avatar?.data.length)
    assert.equal(await clinic.open.profile?.('wmNobody'), undefined)
  })

  it('makes links, and knows through which one somebody came', async () => {
    const { url = '' } = (await clinic.open.entries?.make({ code: 'poster-1', name: '海报' })) ?? {}
    assert.equal(new URL(url).searchParams.get('scene_param'), 'poster-1')
    const seen: Happening[] = []
    const { happened } = clinic.channel
    clinic.channel.happened = (happening) => (seen.push(happening), happened(happening))
    await act({ type: 'scan', code: url })
    await act({ type: 'scan', code: 'poster-1' })
    clinic.channel.happened = happened
    assert.deepEqual(
      seen.map(({ type, entry }) => [type, entry]),
      Array(2).fill(['enter', 'poster-1']),
    )
  })

  it('says a thing once, however often it has to be sent', async () => {
    clinic.provider.fail('/cgi-bin/kf/send_msg', 'reset', { done: true })
    await act({ type: 'say', text: '可以停车吗？' })
    await answer(clinic, 'lin', '可以停车吗？', '可以。')
    clinic.clock.pass(5)
    await clinic.settle()
    assert.equal((await lastAnswer(clinic)).state, 'sent')
    assert.equal(words().filter((line) => line === 'clinic: 可以。').length, 1)
  })

  it('loses nothing where pages come short, empty or twice', async () => {
    clinic.provider.spoilPages('short', 'empty', 'repeat')
    await act({ type: 'say', text: '一' })
    await act({ type: 'say', text: '二' })
    await act({ type: 'say', text: '三' })
    assert.deepEqual((await readBy(clinic, 'lin'))[0]?.slice(-3), ['一', '二', '三'])
  })

  it('hears by itself what the platform did not ring for', async () => {
    clinic.provider.disturb('hold')
    await clinic.provider.phone.act({ type: 'say', text: '有人吗？' })
    clinic.clock.pass(180)
    await clinic.drain()
    assert.equal((await readBy(clinic, 'lin'))[0]?.at(-1), '有人吗？')
    clinic.provider.release()
    await clinic.settle()
    assert.equal((await readBy(clinic, 'lin'))[0]?.filter((text) => text === '有人吗？').length, 1)
  })

  it('says so where a colleague has taken the patient in 企业微信', async () => {
    await act({ type: 'say', text: '我想改时间' })
    await clinic.provider.takeOver('王女士', 'zhangsan')
    await answer(clinic, 'lin', '我想改时间', '好的。')
    assert.deepEqual(await lastAnswer(clinic), { state: 'failed', reason: 'wechat:reason.kefuState' })
    await clinic.provider.takeOver('王女士')
    await clinic.settle()
  })

  it('turns an answer into failed where the platform could not deliver it', async () => {
    await act({ type: 'say', text: '明天可以吗？' })
    clinic.provider.refuse('王女士', true)
    await answer(clinic, 'lin', '明天可以吗？', '可以的。')
    await clinic.settle()
    assert.deepEqual(await lastAnswer(clinic), { state: 'failed', reason: 'wechat:reason.blocked' })
    clinic.provider.refuse('王女士', false)
  })

  it('says how it is', async () => {
    const texts = (await clinic.open.health?.())?.map(({ level, text }) => `${level} ${text}`)
    assert.deepEqual(texts, ['good wechat:health.access', 'good wechat:health.contact'])
  })
})
