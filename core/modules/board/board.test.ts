import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Viewer } from '../../module.ts'
import { postForm } from '../../../test/support/form.ts'
import { createExchange, signedIn, testApp, type TestApp, testLine } from '../../testing/index.ts'

describe('The board', () => {
  let test: TestApp
  let mei: Viewer
  before(async () => {
    test = await testApp({ plugins: [createExchange().plugin] })
    mei = await test.as('mei')
  })
  after(() => test.stop())

  const get = (url: string, viewer: Viewer) => test.server.inject({ url, auth: signedIn(viewer) })

  it('is for supervisors, and says so where it is quiet', async () => {
    assert.equal((await get('/board', await test.as('hao'))).statusCode, 403)
    const { statusCode, payload } = await get('/board', mei)
    assert.equal(statusCode, 200)
    assert.match(payload, /现在没有通话/)
    assert.match(payload, /今天还没有客户到访/)
    assert.match(payload, /无人排队/)
  })

  it('opens what is behind each of its numbers, and nothing else', async () => {
    for (const name of ['waiting', 'open', 'unanswered', 'over', 'due', 'arrived', 'answered', 'abandoned'])
      assert.equal((await get(`/board/conversations?of=${name}`, mei)).statusCode, 200, name)
    assert.match((await get('/board/conversations?of=arrived', mei)).payload, /<h1[^>]*>到访的会话 · 今天</)
    assert.equal((await get('/board/conversations?of=secrets', mei)).statusCode, 400)
    assert.equal((await get('/board/conversations?of=open', await test.as('hao'))).statusCode, 403)
  })

  it('says where customers wait and nobody is there', async () => {
    const line = await testLine()
    try {
      await line.says('anna', '在吗')
      await line.drain()
      const lin = await line.as('lin')
      const board = async () => (await line.server.inject({ url: '/board', auth: signedIn(lin) })).payload
      assert.match(await board(), /组内无人在线/)
      await postForm(line.server, lin, '/account/presence', { state: 'break' })
      assert.doesNotMatch(await board(), /组内无人在线/)
    } finally {
      await line.stop()
    }
  })

  it('draws for each of its frames what that one shows', async () => {
    const frame = async (name: string) =>
      (await test.server.inject({ url: '/board', auth: signedIn(mei), headers: { 'turbo-frame': name } }))
        .payload
    const parts = (payload: string) => [/class="totals"/, /id="day-title"/].map((part) => part.test(payload))
    assert.deepEqual(parts((await get('/board', mei)).payload), [true, true])
    assert.deepEqual(parts(await frame('board')), [true, false])
    assert.deepEqual(parts(await frame('board-day')), [false, true])
  })

  it('is for who supervises only the one or only the other', async () => {
    for (const permission of ['conversations.supervise', 'calls.supervise']) {
      const viewer = { ...mei, permissions: new Set([permission]) }
      const { statusCode, payload } = await get('/board', viewer)
      assert.equal(statusCode, 200)
      assert.equal(payload.includes('现在没有通话'), permission === 'calls.supervise')
    }
  })

  it('shows one branch alone where there are several, and takes the choice along', async () => {
    const lin = await test.as('lin')
    assert.ok(!(await get('/board', lin)).payload.includes('class="branches"'))
    const [skin] = mei.teamIds
    const post = (url: string, form: Record<string, string>) => postForm(test.server, lin, url, form)
    await post(`/admin/teams/${skin}`, { name: '皮肤', branch: '静安', memberIds: String(mei.agentId) })
    await post('/admin/teams', { name: '浦东客服', branch: '浦东' })
    const jingan = `branch=${encodeURIComponent('静安')}`
    for (const page of ['/board', '/board/report', '/board/limits', '/ratings']) {
      const { payload } = await get(`${page}?${jingan}`, lin)
      assert.match(payload, /href="[^"]*" aria-current="true">静安</, page)
      assert.match(payload, new RegExp(`href="${page}" >全部院区`), page)
      assert.equal((await get(`${page}?branch=nowhere`, lin)).statusCode, 404)
    }
    const { payload } = await get(`/board?${jingan}`, lin)
    assert.match(payload, /皮肤[^]*of=waiting&amp;team=1&amp;branch&#x3D;%E9/)
    assert.ok(!payload.includes('浦东客服'))
    assert.match((await get(`/board/conversations?of=open&${jingan}`, lin)).payload, /· 静安/)
    assert.equal((await get(`/board?branch=${encodeURIComponent('浦东')}`, mei)).statusCode, 404)
  })

  it('has numbers of days, in whatever order they were asked for', async () => {
    const { statusCode, payload } = await get('/board/report?from=2026-01-15&to=2026-01-10', mei)
    assert.equal(statusCode, 200)
    assert.match(payload, /name="from"[^>]*value="2026-01-10"/)
    assert.equal((await get('/board/report?from=yesterday', mei)).statusCode, 400)
  })
})
