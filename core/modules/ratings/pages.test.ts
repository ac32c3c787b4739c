import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { hashToken } from '../../platform/crypto/index.ts'
import { type Line, signedIn, testLine } from '../../testing/index.ts'
import { insertRating } from './store/ratings.ts'

describe('The page on which customers say how it was', () => {
  let line: Line
  let lin: Viewer
  let token: string
  before(async () => {
    line = await testLine()
    lin = await line.as('lin')
    await line.says('anna', '你好')
    await line.drain()
    token = await ask(line)
  })
  after(() => line.stop())

  const get = (url: string, viewer?: Viewer) =>
    line.server.inject({ url, ...(viewer && { auth: signedIn(viewer) }) })
  const post = (url: string, form: Record<string, string>, viewer?: Viewer) =>
    line.server.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
      payload: String(new URLSearchParams(form)),
      ...(viewer && { auth: signedIn(viewer) }),
    })
  const stars = async () => (await line.app.db('rating').first('stars', 'met', 'words')) as object

  it('is kept by nobody, says nothing of anybody, and asks for no cookie', async () => {
    const page = await get(`/r/${token}`)
    assert.equal(page.statusCode, 200)
    assert.equal(page.headers['cache-control'], 'no-store')
    assert.equal(page.headers['referrer-policy'], 'no-referrer')
    assert.match(String(page.headers['x-robots-tag']), /noindex/)
    assert.ok(!page.payload.includes('你好') && !page.payload.includes(lin.name))
  })

  it('takes no answer without stars, none that is too long, and keeps what was typed', async () => {
    const wrong: Record<string, string>[] = [
      { words: '很<好' },
      { stars: '6' },
      { stars: '5', words: 'x'.repeat(501) },
    ]
    for (const form of wrong) {
      const page = await post(`/r/${token}`, form)
      assert.equal(page.statusCode, 422)
      if (form['words'] === '很<好') assert.match(page.payload, /role="alert"[^]*很&lt;好<\/textarea>/)
    }
    assert.deepEqual(await stars(), { stars: null, met: null, words: '' })
  })

  it('is no page for staff to answer, who find its link in the conversation', async () => {
    assert.match((await get(`/r/${token}`, lin)).payload, /不能代客户评价/)
    assert.equal((await post(`/r/${token}`, { stars: '5' }, lin)).statusCode, 403)
    assert.deepEqual(await stars(), { stars: null, met: null, words: '' })
  })

  it('thanks for an answer, and is over after seven days', async () => {
    const said = await post(`/r/${token}`, { stars: '2', met: '0', words: '等太久' })
    assert.deepEqual([said.statusCode, said.headers.location], [303, `/r/${token}`])
    assert.match((await get(`/r/${token}`)).payload, /感谢您的评价/)
    assert.match((await get(`/r/${token}?change`)).payload, /id="stars-2" value="2" required checked/)
    await line.drain()
    assert.match(
      (await line.server.inject({ url: '/tasks', auth: signedIn(lin) })).payload,
      /低分评价[^]*等太久/,
    )
    line.clock.pass(7 * 24 * 3600)
    assert.equal((await get(`/r/${token}`)).statusCode, 410)
    assert.equal((await post(`/r/${token}`, { stars: '5' })).statusCode, 410)
    assert.equal((await get('/r/nobody')).statusCode, 404)
  })

  it('lets nobody try keys for long', async () => {
    const codes: number[] = []
    for (let key = 0; key < 70; key += 1) codes.push((await get(`/r/${key}`)).statusCode)
    assert.equal(codes.at(-1), 429)
  })

  it('is switched on by an admin, and by nobody else', async () => {
    const hao = await line.as('hao')
    assert.equal((await get('/admin/ratings', hao)).statusCode, 403)
    assert.equal((await get('/ratings', hao)).statusCode, 403)
    assert.match((await get('/ratings', lin)).payload, /没有开启[^]*class="filter-row"/)
    assert.match((await get('/ratings', lin)).payload, /href="\/admin\/ratings"/)
    const form = { delay: '5', cooling: '30', text: '', alertBelow: '3' }
    const wrong = await postForm(line.server, lin, '/admin/ratings', { ...form, on: 'on', delay: '-1' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.payload, /name="on" checked[^]*id="delay-error"/)
    assert.equal((await postForm(line.server, lin, '/admin/ratings', { ...form, on: 'on' })).statusCode, 303)
    const kept = await line.app.db('setting').where({ key: 'ratings' }).first('value')
    assert.partialDeepStrictEqual(JSON.parse(kept.value), { on: true, delay: 5, alertBelow: 3 })
  })
})

/** A question about the newest conversation; answers the key of its page. */
async function ask({ app, channelId }: Line): Promise<string> {
  const { id, person_id: personId } = await app.db('conversation').first('id', 'person_id')
  const token = randomBytes(32).toString('base64url')
  const askedAt = app.clock()
  await insertRating(app.db, {
    conversationId: id,
    personId,
    channelId,
    agentId: null,
    teamId: null,
    tokenHash: hashToken(token),
    askedAt: askedAt.toISOString(),
    expiresAt: new Date(askedAt.getTime() + 7 * 24 * 3600_000).toISOString(),
  })
  return token
}
