import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { crumb, postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { insertId } from '../../platform/db/index.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { policyOf } from './settings.ts'

const rules = '/admin/dialing'
const list = '/admin/do-not-contact'

describe('The pages of calling rules', () => {
  let test: TestApp
  let lin: Viewer
  before(async () => {
    test = await testApp()
    lin = await test.as('lin')
  })
  after(() => test.stop())

  const get = (url: string, viewer = lin) => test.server.inject({ url, auth: signedIn(viewer) })
  const post = (url: string, form: Record<string, string> = {}, viewer = lin) =>
    postForm(test.server, viewer, url, form)
  const audited = (action: string) => test.app.db('audit').where({ action })
  const refusals = () => test.app.db('do_not_contact').orderBy('id')

  it('are closed to agents', async () => {
    for (const url of [rules, list]) assert.equal((await get(url, await test.as('hao'))).statusCode, 403)
  })

  it('show each rule with its reason and the limit that holds all the same', async () => {
    const { payload } = await get(rules)
    assert.match(payload, /value="09:00"[^]*?value="12:00"[^]*?value="14:00"[^]*?value="20:00"/)
    assert.match(payload, /硬性上限 08:00–21:00/)
    assert.match(payload, /每天 5 次 · 5 分钟 3 次/)
    assert.match(payload, /依据：运营商规定，商业外呼不得呼叫新疆、西藏号码/)
    assert.match(payload, /中国/)
  })

  it('save what is within the limits, and write down who did', async () => {
    await hours(['09:30', '11:30'])
    await post(`${rules}/caps`, { perDay: '3', perWeek: '6', contactMinutes: '60', perAgent: '0' })
    await post(`${rules}/regions`, { regions: 'tibet', areas: '0898，0899 0898' })
    await post(`${rules}/countries`, { country: 'HK' })
    const policy = await policyOf(test.app.db)
    assert.deepEqual(policy.hours, [['09:30', '11:30']])
    assert.partialDeepStrictEqual(policy, { perDay: 3, perWeek: 6, contactMinutes: 60, perAgent: 0 })
    assert.deepEqual([policy.regions, policy.areas], [['tibet'], ['0898', '0899']])
    assert.deepEqual(policy.countries, ['CN', 'HK'])
    await post(`${rules}/countries/removal`, { country: 'HK' })
    await post(`${rules}/countries/removal`, { country: 'CN' })
    assert.deepEqual((await policyOf(test.app.db)).countries, ['CN'])
    assert.equal((await audited('dialing.edited')).length, 5)
  })

  it('refuse what law and carriers do not allow, and keep what was typed', async () => {
    const before = await policyOf(test.app.db)
    const late = await hours(['09:00', '22:15'])
    assert.equal(late.statusCode, 422)
    assert.match(late.payload, /value="22:15"[^]*?超出了 08:00–21:00 的硬性上限/)
    for (const [from = '', until = ''] of [
      ['', ''],
      ['12:00', '09:00'],
      ['9', '10:00'],
    ])
      assert.equal((await hours([from, until])).statusCode, 422)
    const often = await post(`${rules}/caps`, {
      perDay: '6',
      perWeek: '9',
      contactMinutes: '30',
      perAgent: '0',
    })
    assert.equal(often.statusCode, 422)
    assert.match(often.payload, /value="6"[^]*?aria-invalid/)
    assert.equal((await post(`${rules}/regions`, { areas: '0898 x' })).statusCode, 422)
    assert.equal((await post(`${rules}/countries`, { country: 'XX' })).statusCode, 422)
    assert.deepEqual(await policyOf(test.app.db), before)
  })

  it('keep a list of who wants to be left alone, found by the whole number', async () => {
    assert.match((await get(list)).payload, /名单是空的/)
    assert.equal((await post(list, { number: '110', by: 'all', reason: 'x' })).statusCode, 422)
    assert.equal((await post(list, { number: '13800138000', by: 'all', reason: '别再打了' })).statusCode, 303)
    const shown = (await get(list)).payload
    assert.match(shown, /\*\*\*\*8000[^]*?别再打了/)
    assert.ok(!shown.includes('13800138000'))
    assert.match((await post(`${list}/search`, { number: '138 0013 8000' })).payload, /\*\*\*\*8000/)
    assert.match((await post(`${list}/search`, { number: '13900139000' })).payload, /尾号 9000 不在名单里/)
    assert.equal((await post(`${list}/search`, { number: 'anna' })).statusCode, 422)
  })

  it('lift a refusal for a reason alone, and remember it', async () => {
    const [{ id }] = await refusals()
    assert.equal((await post(`${list}/${id}/removal`, { reason: ' ' })).statusCode, 422)
    assert.equal((await post(`${list}/${id}/removal`, { reason: '客户要求回访' })).statusCode, 303)
    assert.match((await get(list)).payload, /名单是空的/)
    const found = (await post(`${list}/search`, { number: '13800138000' })).payload
    assert.match(found, new RegExp(`已解除[^]*? · ${lin.name}[^]*?客户要求回访`))
    assert.equal((await audited('refusal.lift')).length, 1)
    assert.equal((await post(`${list}/999/removal`, { reason: 'x' })).statusCode, 404)
  })

  it('look through a list before they take it over, and lose no line of it', async () => {
    await post(list, { number: '13700137000', by: 'all', reason: '投诉' })
    const text =
      '号码,原因\n13900139000,"退订, 两次"\n没有号码\n\n13700137000\n139-0013-9000\n+86 21 6234 5678,投诉\n12'
    const checked = await upload(`${list}/import`, { text })
    assert.match(
      checked,
      />2<\/strong>个新号码[^]*?>1<\/strong>个已在名单里[^]*?>1<\/strong>个重复[^]*?>2<\/strong>行有问题/,
    )
    assert.match(checked, /<td class="end">3<\/td><td>没有号码<\/td>[^]*?<td class="end">8<\/td><td>12<\/td>/)
    assert.equal((await refusals()).length, 2)
    const taken = await upload(`${list}/import/confirmation`, { text })
    assert.match(taken, /已导入 2 个号码/)
    assert.match(taken, />没有号码\n12<\/textarea>/)
    const rows = await refusals()
    assert.deepEqual(
      rows.slice(2).map(({ tail, reason, source }) => [tail, reason, source]),
      [
        ['9000', '退订, 两次', 'import'],
        ['5678', '投诉', 'import'],
      ],
    )
    assert.match(await upload(`${list}/import`, { text: '没有号码\n12' }), />2<\/strong>行有问题/)
    await upload(`${list}/import/confirmation`, { text })
    assert.equal((await refusals()).length, 4)
    assert.match((await post(`${list}/search`, { number: '13900139000' })).payload, /退订, 两次/)
  })

  it('read what spreadsheets in China write', async () => {
    // 手机;备注 / 13600136000;退订, in GB 18030.
    const file = Buffer.from('cad6bbfa3bb1b8d7a20d0a31333630303133363030303bcdcbb6a90d0a', 'hex')
    const checked = await upload(`${list}/import`, { file })
    assert.match(checked, />1<\/strong>个新号码[^]*?>0<\/strong>行有问题[^]*?13600136000;退订/)
  })

  it('give the list away without a number, and write down to whom', async () => {
    const { payload, headers } = await post(`${list}/export`)
    assert.match(String(headers['content-disposition']), /do-not-contact\.csv/)
    assert.match(payload, /\*\*\*\*9000,电话和短信,"退订, 两次",导入/)
    assert.ok(!payload.includes('1390013'))
    assert.equal((await audited('refusal.export')).length, 1)
  })

  it('mark a customer from beside the conversation, and take that back', async () => {
    const person = await customer()
    const hao = await test.as('hao')
    const done = await post(`/people/${person}/refusals`, { reason: '别再打了' }, hao)
    assert.equal(done.statusCode, 303)
    const shown = (await get(`/people/${person}`, hao)).payload
    assert.match(shown, /rail-notice-danger[^]*?请勿打扰：别再打了[^]*?解除/)
    assert.ok(!shown.includes('标记请勿打扰</summary>'))
    await post(`/people/${person}/refusals/removal`, {}, hao)
    assert.ok(!(await get(`/people/${person}`, hao)).payload.includes('rail-notice-danger'))
  })

  it('let an agent take back only what they noted', async () => {
    const person = await customer()
    const hao = await test.as('hao')
    await post(`/people/${person}/refusals`, { reason: '别再打了' })
    assert.equal((await post(`/people/${person}/refusals/removal`, {}, hao)).statusCode, 403)
    assert.ok(!(await get(`/people/${person}`, hao)).payload.includes('refusals/removal'))
  })

  function hours([from, until]: [string, string]) {
    return post(`${rules}/hours`, { from, until })
  }

  async function customer(): Promise<number> {
    const { db } = test.app
    const at = test.app.clock().toISOString()
    const id = await insertId(db, 'person', { name: '安娜', created_at: at })
    const channel = await db('channel').first('id')
    const channelId = channel?.id ?? (await insertId(db, 'channel', account(at)))
    const talk = { uid: `talk-${id}`, person_id: id, channel_id: channelId, status: 'open' }
    await db('conversation').insert({ ...talk, last_message_at: at, opened_at: at })
    return id
  }

  function account(at: string) {
    const names = { key: 'key', plugin: 'none', kind: 'none', account: 'a', name: '电话', state: 'off' }
    return { ...names, settings: '{}', secrets: test.app.vault.seal('{}'), created_at: at }
  }

  async function upload(url: string, parts: { text?: string; file?: Buffer }): Promise<string> {
    const form = new FormData()
    form.set('crumb', crumb)
    if (parts.text !== undefined) form.set('text', parts.text)
    if (parts.file) form.set('file', new Blob([new Uint8Array(parts.file)], { type: 'text/csv' }), 'list.csv')
    const request = new Request('http://clinic.test', { method: 'POST', body: form })
    const answer = await test.server.inject({
      method: 'POST',
      url,
      headers: { cookie: `crumb=${crumb}`, 'content-type': request.headers.get('content-type') ?? '' },
      payload: Buffer.from(await request.arrayBuffer()),
      auth: signedIn(lin),
    })
    return answer.payload
  }
})
