import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { answer, type Line, signedIn, testLine } from '../../testing/index.ts'
import { close, listConversations } from '../conversations/index.ts'

const usual = { live: '60', first: '120', next: '120', resolution: '0', warnAt: '80', escalateAfter: '10' }

describe('The pages of time limits', () => {
  let line: Line
  let lin: Viewer
  before(async () => {
    line = await testLine()
    lin = await line.as('lin')
  })
  after(() => line.stop())

  const get = async (url: string, viewer = lin) =>
    (await line.server.inject({ url, auth: signedIn(viewer) })).payload
  const post = (url: string, form: Record<string, string>) => postForm(line.server, lin, url, form)

  it('say what is wrong, and keep what was typed', async () => {
    const wrong = await post('/admin/timers', { ...usual, on: 'on', first: '-5' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.payload, /name="first"[^>]*value="-5"[^>]*aria-invalid/)
    assert.match(wrong.payload, /name="on" checked/)
    const nowhere = await post('/admin/timers/levels', { first: '30', next: '30', resolution: '0' })
    assert.match(nowhere.payload, /请选择技能组或渠道/)
  })

  it('keep limits of a channel, one for each, until they are removed', async () => {
    const [channel] = await line.app.db('channel').select('id')
    const level = { channelId: String(channel.id), next: '45', resolution: '0' }
    await post('/admin/timers/levels', { ...level, first: '30' })
    await post('/admin/timers/levels', { ...level, first: '40' })
    const page = await get('/admin/timers')
    assert.match(page, /40 秒[^]*45 秒[^]*不限/)
    assert.ok(!page.includes('30 秒'))
    const [, removal = ''] = /action="(\/admin\/timers\/levels\/\d+\/removal)"/.exec(page) ?? []
    await post(removal, {})
    assert.match(await get('/admin/timers'), /没有单独设定/)
  })

  it('show the time left where a customer waits, and the share in time with what is behind it', async () => {
    assert.match(await get('/board/limits'), /这段时间没有计时/)
    await post('/admin/timers', { ...usual, on: 'on' })
    await line.says('anna', '在吗')
    await line.drain()
    const [row] = await listConversations(line.app, lin, { view: 'all' })
    assert.match(await get('/desk?view=all'), /class="wait"[^>]*data-due="2026[^"]+"[^>]*title="首次响应"/)
    assert.match(
      await get(`/conversations/${row?.id}`),
      /首次响应 <\/span><time class="wait number"[^>]*data-due/,
    )
    line.clock.pass(20)
    await answer(line, 'hao', '在吗', '在的')
    const page = await get('/board/limits')
    assert.match(page, /首次响应[^]*100%[^]*1 \/ 1 按时/)
    assert.match(page, /郝医生[^]*100%[^]*>0:20</)
    assert.match(page, /超时流失<\/dt><dd>0</)
    const other = await line.server.inject({ url: '/board/limits', auth: signedIn(await line.as('yun')) })
    assert.equal(other.statusCode, 403)
  })

  it('name the customers who were lost, behind their number', async () => {
    assert.match(await get('/board/limits/lost'), /没有超时流失的客户/)
    await line.says('bo', '多少钱')
    await line.drain()
    line.clock.pass(5 * 60)
    await answer(line, 'hao', '多少钱', '三百八')
    const rows = await listConversations(line.app, lin, { view: 'all' })
    const bo = rows.find(({ preview }) => preview === '三百八')
    assert.ok(bo)
    await close(line.app, lin, bo.id)
    await line.drain()
    const [, address = ''] = /href="([^"]*lost\?agent=[^"]*)"[^>]*>1</.exec(await get('/board/limits')) ?? []
    assert.match(await get(address.replaceAll('&amp;', '&')), /· 郝医生[^]*5:00[^]*超时才回复[^]*三百八/)
    assert.match(await get('/board/limits/lost?team=0'), /· 未分组[^]*三百八/)
    assert.equal(
      (await line.server.inject({ url: '/board/limits/lost?team=x', auth: signedIn(lin) })).statusCode,
      400,
    )
  })
})
