import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Happening } from 'qiantai/plugin'
import { answer, readBy } from 'qiantai/testing'
import { type Clinic, lastAnswer, rehearse } from '../testing/clinic.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('A rehearsed 公众号', () => {
  let clinic: Clinic<'official'>
  before(async () => {
    clinic = await rehearse('official', { followGreeting: '您好，欢迎关注！', scanGreeting: '欢迎回来！' })
  })
  after(() => clinic.stop())

  const act: Clinic<'official'>['provider']['phone']['act'] = async (action) => {
    await clinic.provider.phone.act(action)
    await clinic.settle()
  }
  const lines = () => clinic.provider.phone.show().lines
  const words = () => lines().map(({ from, text }) => `${from}: ${text}`)
  const happenings = () => clinic.app.db('happening').orderBy('id').pluck('type')

  it('is found by the platform at its address', async () => {
    assert.equal(await clinic.provider.verify(), true)
  })

  it('greets whoever follows, for nothing', async () => {
    await act({ type: 'follow' })
    assert.deepEqual(words(), ['clinic: 您好，欢迎关注！'])
    assert.deepEqual(await happenings(), ['follow'])
    assert.deepEqual(
      clinic.provider.calls.filter(({ path }) => path.endsWith('/custom/send')),
      [],
    )
  })

  it('hears what a patient says, and answers', async () => {
    await act({ type: 'say', text: '007' })
    await answer(clinic, 'lin', '007', '您好，一次 680 元。')
    assert.equal(words().at(-1), 'clinic: 您好，一次 680 元。')
    assert.deepEqual(await readBy(clinic, 'lin'), [['您好，欢迎关注！', '007', '您好，一次 680 元。']])
  })

  it('counts answers as the platform does', async () => {
    const { left, until } = await clinic.channel.window(clinic.provider.phone.id)
    assert.deepEqual({ left, until: Date.parse(until ?? '') }, clinic.provider.phone.show().window)
  })

  it('takes in a picture', async () => {
    await act({ type: 'picture', name: 'skin.png', data: picture })
    const files = await clinic.app.db('message').where({ kind: 'image', direction: 'in' })
    assert.equal(files.length, 1)
  })

  it('asks a question, and hears which answer was touched', async () => {
    const items = [
      { id: 'a', text: '水光针' },
      { id: 'b', text: '热玛吉' },
    ]
    await act({ type: 'say', text: '有什么项目？' })
    await answer(clinic, 'lin', '有什么项目？', { type: 'choices', head: '想了解什么？', items })
    const { id = '', choices } = lines().at(-1) ?? {}
    assert.deepEqual(choices, items)
    await act({ type: 'answer', line: id, id: 'b' })
    assert.equal((await readBy(clinic, 'lin'))[0]?.at(-1), '热玛吉')
  })

  it('writes a menu, reads it as it was, and knows what was pressed', async () => {
    const { menu } = clinic.open
    assert.deepEqual(await menu?.read(), [])
    const items = [
      { name: '预约', type: 'say' as const, key: '我要预约' },
      {
        name: '关于',
        type: 'group' as const,
        items: [
          { name: '官网', type: 'link' as const, url: 'https://example.com/' },
          {
            name: '小程序',
            type: 'app' as const,
            app: 'wxmini567890abcd',
            page: 'pages/a',
            url: 'https://example.com/',
          },
        ],
      },
    ]
    await menu?.write(items)
    assert.deepEqual(await menu?.read(), items)
    await act({ type: 'choose', path: [0] })
    assert.equal((await happenings()).at(-1), 'choose')
    await menu?.write([])
    assert.deepEqual(await menu?.read(), [])
  })

  it('makes codes, and knows through which one somebody came', async () => {
    const made = await clinic.open.entries?.make({ code: 'poster-1', name: '海报' })
    assert.match(made?.url ?? '', /^https?:/)
    const seen: Happening[] = []
    const { happened } = clinic.channel
    clinic.channel.happened = (happening) => (seen.push(happening), happened(happening))
    await act({ type: 'scan', code: 'poster-1' })
    clinic.channel.happened = happened
    assert.deepEqual(
      seen.map(({ type, entry, opens }) => ({ type, entry, opens })),
      [{ type: 'scan', entry: 'poster-1', opens: true }],
    )
    assert.equal(words().at(-1), 'clinic: 欢迎回来！')
  })

  it('sends notices in approved words, and follows what becomes of them', async () => {
    const notices = (await clinic.open.notices?.list()) ?? []
    const [notice] = notices
    assert.ok(notice)
    assert.ok(notices.some(({ subscribed }) => subscribed))
    const values = notice.fields.map(({ key, label, example = '' }) => ({ key, label, value: example }))
    assert.deepEqual(clinic.open.notices?.check(notice, values), {})
    await act({ type: 'say', text: '我约了吗？' })
    await answer(clinic, 'lin', '我约了吗？', {
      type: 'notice',
      template: notice.template,
      title: notice.title,
      values,
    })
    await clinic.settle()
    assert.equal(lines().at(-1)?.card?.title, notice.title)
    assert.equal((await lastAnswer(clinic)).state, 'delivered')
  })

  it('joins a patient to their other accounts by the id of the platform', async () => {
    const { id, unionid } = clinic.provider.phone
    assert.deepEqual(await clinic.open.profile?.(id), { proof: 'verified', subject: `weixin:${unionid}` })
  })

  it('proves in WeChat who somebody is, once', async () => {
    const { linking } = clinic.open
    assert.ok(linking)
    assert.ok(linking.fits('Mozilla/5.0 (iPhone) MicroMessenger/8.0.50'))
    assert.ok(!linking.fits('Mozilla/5.0 wxwork/4.1 MicroMessenger/7.0') && !linking.fits('Safari'))
    const address = linking.address({ url: 'https://clinic.example/back', state: 'a-state' })
    const { headers } = await fetch(address, { redirect: 'manual' })
    const query = Object.fromEntries(new URL(headers.get('location') ?? '').searchParams)
    const { id } = clinic.provider.phone
    assert.equal((await linking.prove(query)).who, id)
    await assert.rejects(linking.prove(query), { permanent: true })
    await assert.rejects(linking.prove({}), { permanent: true })
  })

  it('goes on with a new token when the old one ends in the middle', async () => {
    clinic.provider.endTokens()
    await act({ type: 'say', text: '还在吗？' })
    await answer(clinic, 'lin', '还在吗？', '在的。')
    assert.equal(words().at(-1), 'clinic: 在的。')
  })

  it('tries again where the platform is busy', async () => {
    clinic.provider.fail('/cgi-bin/message/custom/send', -1)
    await act({ type: 'say', text: '几点关门？' })
    await answer(clinic, 'lin', '几点关门？', '晚上八点。')
    assert.equal((await lastAnswer(clinic)).state, 'queued')
    clinic.clock.pass(5)
    await clinic.settle()
    assert.equal(words().at(-1), 'clinic: 晚上八点。')
  })

  it('does not know whether an answer arrived that nobody confirmed, and does not say it twice', async () => {
    clinic.provider.fail('/cgi-bin/message/custom/send', 'reset', { done: true })
    await act({ type: 'say', text: '可以停车吗？' })
    await answer(clinic, 'lin', '可以停车吗？', '可以。')
    clinic.clock.pass(600)
    await clinic.settle()
    assert.equal((await lastAnswer(clinic)).state, 'unknown')
    assert.equal(words().filter((line) => line === 'clinic: 可以。').length, 1)
  })

  it('tells why an answer could not be given when the window has closed', async () => {
    await act({ type: 'say', text: '明天可以吗？' })
    await clinic.provider.phone.act({ type: 'pass', seconds: 49 * 3600 })
    await answer(clinic, 'lin', '明天可以吗？', '可以的。')
    assert.deepEqual(await lastAnswer(clinic), { state: 'failed', reason: 'wechat:reason.window' })
    assert.equal((await clinic.channel.window(clinic.provider.phone.id)).open, false)
  })

  it('takes the calls of compatible mode as well', async () => {
    clinic.provider.mode('compat')
    await act({ type: 'say', text: '兼容模式' })
    assert.equal((await readBy(clinic, 'lin'))[0]?.at(-1), '兼容模式')
    clinic.provider.mode('safe')
  })

  it('says how it is', async () => {
    const texts = async () => (await clinic.open.health?.())?.map(({ level, text }) => `${level} ${text}`)
    assert.deepEqual(await texts(), ['good wechat:health.access', 'good wechat:health.contact'])
  })

  it('notes who leaves', async () => {
    await act({ type: 'unfollow' })
    assert.equal((await happenings()).at(-1), 'unfollow')
  })
})
