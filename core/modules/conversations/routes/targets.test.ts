import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Viewer } from '../../../module.ts'
import type { Channel } from '../../../plugin/index.ts'
import { club } from '../../../testing/club/index.ts'
import { addAccount, signedIn, testApp, type TestApp } from '../../../testing/index.ts'

const stream = { accept: 'text/vnd.turbo-stream.html, application/json' }

describe('What the composer tells of the ways to answer', () => {
  let test: TestApp
  let lin: Viewer
  let member: Channel
  before(async () => {
    test = await testApp({ plugins: [club] })
    lin = await test.as('lin')
    const key = await addAccount(test, { plugin: 'club', kind: 'member', settings: { account: 'one' } })
    member = test.host.accounts.withKey('club', key)!.channel
    await member.receive({ who: 'anna', externalId: 'm1', text: '您好' })
    await member.introduce('anna', { phone: '13800138000', proof: 'verified' })
  })
  after(() => test.stop())

  async function get(path: string, headers: Record<string, string>) {
    const { id } = await test.app.db('conversation').first('id')
    const url = `/conversations/${id}/${path}`
    return (await test.server.inject({ url, headers, auth: signedIn(lin) })).payload
  }

  it('counts the answers, and says until when with the date where that is not today', async () => {
    assert.match(await get('targets', stream), /还可回复 5 条 · 至 1月17日 \d\d:\d\d/)
    assert.match(await get('targets', stream), /data-can="image file voice video link card choices notice"/)
  })

  it('offers a notice and the masked number when the window is closed', async () => {
    test.clock.pass(48 * 3600)
    lin = await test.as('lin')
    const payload = await get('targets', stream)
    assert.match(payload, /现在不能通过「member」回复/)
    assert.match(payload, /data-sheet="notice-\d+"/)
    assert.match(payload, /138\*{4}8000/)
    assert.ok(!payload.includes('13800138000'))
  })

  it('lists the notices, and shows the words of one with places for its values', async () => {
    const { id } = await test.app.db('identity').where({ external_id: 'anna' }).first('id')
    const frame = { 'turbo-frame': 'notices' }
    const list = await get(`notices?identity=${id}`, frame)
    assert.match(list, /到院提醒/)
    assert.match(list, /报告领取/)
    const one = await get(`notices?identity=${id}&template=visit-reminder`, frame)
    assert.match(one, /data-key="item" data-empty="项目"/)
    assert.match(one, /不超过 20 个字/)
  })
})
