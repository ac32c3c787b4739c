import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { crumb } from '../../../../test/support/form.ts'
import type { Viewer } from '../../../module.ts'
import { type Line, signedIn, testLine } from '../../../testing/index.ts'

const streams = 'text/vnd.turbo-stream.html, text/html'

describe('The desk', () => {
  let line: Line
  let lin: Viewer
  let hao: Viewer
  let anna: number
  let bo: number
  before(async () => {
    line = await testLine()
    lin = await line.as('lin')
    hao = await line.as('hao')
    anna = await opened('anna', '水光针多少钱？')
    line.clock.pass(60)
    bo = await opened('bo', '<img src=x onerror=alert(1)>')
  })
  after(() => line.stop())

  async function opened(who: 'anna' | 'bo', text: string): Promise<number> {
    await line.says(who, text)
    return (await line.app.db('conversation').orderBy('id', 'desc').first('id')).id
  }
  const get = (url: string, viewer = lin, headers = {}) =>
    line.server.inject({ url, auth: signedIn(viewer), headers })
  function post(url: string, payload: object, viewer = lin, accept = streams) {
    const headers = { cookie: `crumb=${crumb}`, 'x-csrf-token': crumb, accept }
    return line.server.inject({ method: 'POST', url, headers, payload, auth: signedIn(viewer) })
  }
  const said = (text: string, more = {}) => ({ clientId: randomUUID(), text, ...more })

  it('shows who waits, the longest first, and what they said as text alone', async () => {
    const { payload } = await get('/desk')
    assert.ok(payload.indexOf(`id="row-${anna}"`) < payload.indexOf(`id="row-${bo}"`))
    assert.match(payload, /水光针多少钱？/)
    assert.ok(!payload.includes('<img src=x'))
  })

  it('puts first who is urgent, and says so', async () => {
    assert.ok(!(await get('/desk')).payload.includes('加急'))
    await line.app.db('conversation').where({ id: bo }).update({ priority: 2 })
    const { payload } = await get('/desk')
    const placeOf = (id: number) => payload.indexOf(`id="row-${id}"`)
    const rowOfBo = payload.slice(placeOf(bo), placeOf(anna))
    assert.match(rowOfBo, /data-rank="72026[^]*badge-warn">加急</)
    await line.app.db('conversation').update({ priority: 0 })
  })

  it('marks in the list and above the conversation who is blocked, until they are received again', async () => {
    const { person_id: person } = await line.app.db('conversation').where({ id: anna }).first('person_id')
    const rows = async () => (await get('/desk/rows?ids=' + anna)).payload.includes('row-blocked')
    await post(`/people/${person}/block`, { reason: '辱骂', span: 'hour' })
    assert.ok(await rows())
    assert.match((await get(`/conversations/${anna}`)).payload, /badge-danger[^\n]*已拉黑/)
    await post(`/people/${person}/block/removal`, {})
    assert.equal(await rows(), false)
  })

  it('answers a frame with the conversation and not with the list', async () => {
    const { payload } = await get(`/conversations/${anna}`, lin, { 'turbo-frame': 'reception' })
    assert.match(payload, /<turbo-frame id="reception"/)
    assert.ok(!payload.includes('id="rows"'))
  })

  it('answers a reply with the stored message, and the same one when it comes twice', async () => {
    const words = said('您好，水光针 980 元。')
    const first = await post(`/conversations/${anna}/messages`, words)
    const second = await post(`/conversations/${anna}/messages`, words)
    assert.match(first.payload, new RegExp(`action="message" target="messages-${anna}"`))
    assert.equal(first.payload.split(`id="message-${words.clientId}"`).length, 2)
    assert.equal(second.statusCode, 200)
    assert.equal(second.payload.split(`id="message-${words.clientId}"`).length, 2)
  })

  it('takes a reply from a form without scripts', async () => {
    const payload = `crumb=${crumb}&clientId=${randomUUID()}&mode=reply&text=hello`
    const headers = { cookie: `crumb=${crumb}`, 'content-type': 'application/x-www-form-urlencoded' }
    const url = `/conversations/${anna}/messages`
    const answer = await line.server.inject({ method: 'POST', url, headers, payload, auth: signedIn(lin) })
    assert.equal(answer.statusCode, 303)
    assert.match((await get(String(answer.headers.location))).payload, /hello/)
  })

  it('stops a second agent from answering what the first has answered', async () => {
    const mei = await line.as('mei')
    await post(`/conversations/${bo}/messages`, said('马上为您查。', { expectedSeq: 1 }), mei)
    const late = said('我来回答。', { expectedSeq: 1 })
    assert.equal((await post(`/conversations/${bo}/messages`, late)).statusCode, 409)
    assert.equal((await post(`/conversations/${bo}/messages`, said('我来回答。'))).statusCode, 200)
  })

  it('tells a live list which rows have changed and which have left the view', async () => {
    const mine = await get(`/desk/rows?ids=${anna},${bo}&view=mine`)
    assert.match(mine.payload, new RegExp(`id="row-${anna}"`))
    assert.match(mine.payload, new RegExp(`action="remove" target="row-${bo}"`))
    assert.match(mine.payload, /target="count-mine"/)
  })

  it('does not know a conversation that the agent may not see', async () => {
    assert.equal((await get(`/conversations/${anna}`, hao)).statusCode, 404)
    assert.equal((await post(`/conversations/${anna}/messages`, said('?'), hao)).statusCode, 404)
    assert.ok(!(await get('/desk?view=all', hao)).payload.includes(`id="row-${anna}"`))
  })

  it('closes with a way back, and goes back', async () => {
    const closed = await post(`/conversations/${anna}/closure`, {})
    assert.match(closed.payload, new RegExp(`action="/conversations/${anna}/closure/removal"`))
    await post(`/conversations/${anna}/closure/removal`, {})
    assert.match((await get(`/conversations/${anna}`)).payload, /接待中/)
  })

  it('names the field that is wrong to those who ask for JSON', async () => {
    const answer = await post(`/conversations/${anna}/snooze`, { until: 'later' }, lin, 'application/json')
    assert.equal(answer.statusCode, 400)
    assert.equal(JSON.parse(answer.payload).faults[0].field, 'until')
  })

  it('gives a file to those who see its message, sandboxed, and to nobody else', async () => {
    const owner = `agent:${lin.agentId}`
    const data = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
    const { uid } = await line.app.files.put({ owner, name: '须知.pdf', data })
    const given = await get(`/files/${uid}`)
    assert.equal(given.statusCode, 200)
    assert.match(String(given.headers['content-security-policy']), /sandbox/)
    assert.equal((await get(`/files/${uid}`, hao)).statusCode, 404)
    const part = await get(`/files/${uid}`, lin, { range: 'bytes=0-3' })
    assert.equal(part.statusCode, 206)
    assert.equal(part.payload, '%PDF')
  })

  it('says of a file of text that it is of no kind that we send, not that it is missing', async () => {
    const form = new FormData()
    form.append('crumb', crumb)
    form.append('file', new File(['术后须知：24 小时内不要碰水'], '须知.txt', { type: 'text/plain' }))
    const { headers, body } = new Response(form)
    const answer = await line.server.inject({
      method: 'POST',
      url: '/files',
      headers: {
        cookie: `crumb=${crumb}`,
        accept: 'application/json',
        'content-type': headers.get('content-type') ?? '',
      },
      payload: Buffer.concat(await Array.fromAsync(body ?? [])),
      auth: signedIn(lin),
    })
    assert.equal(answer.statusCode, 400)
    assert.match(JSON.parse(answer.payload).faults[0].message, /^不支持这种文件/)
  })

  it('keeps a filter and finds it again', async () => {
    await post('/desk/filters', { name: '未读', search: '?view=all&unread=1' }, lin, 'text/html')
    assert.match((await get('/desk')).payload, /href="\/desk\?view&#x3D;all&amp;unread&#x3D;1"/)
  })
})
