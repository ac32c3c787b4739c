import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { crumb, postForm } from '../../../test/support/form.ts'
import type { Viewer } from '../../module.ts'
import { insertId, transaction } from '../../platform/db/index.ts'
import { signedIn, testApp, type TestApp } from '../../testing/index.ts'
import { refuseContact } from '../dialing/index.ts'
import { addTask } from './index.ts'

describe('The page of tasks', () => {
  let test: TestApp
  let hao: Viewer
  let anna: number
  before(async () => {
    test = await testApp()
    hao = await test.as('hao')
    const at = test.app.clock().toISOString()
    anna = await insertId(test.app.db, 'person', { name: '安娜', created_at: at })
    const phone = { person_id: anna, scope: 'phone', external_id: '+8613800138000', proof: 'claimed' }
    await test.app.db('identity').insert({ ...phone, created_at: at })
  })
  after(() => test.stop())

  const get = async (url: string, viewer = hao, headers = {}) =>
    (await test.server.inject({ url, auth: signedIn(viewer), headers })).payload
  const post = (url: string, form: Record<string, string> = {}) => postForm(test.server, hao, url, form)
  const owe = () =>
    transaction(test.app.db, (trx) =>
      addTask(trx, { kind: 'callback', personId: anna, reason: 'voicemail' }, test.app.clock().toISOString()),
    )

  it('teaches where nothing is owed, and the menu counts nothing', async () => {
    const page = await get('/tasks')
    assert.match(page, /没有待办/)
    assert.match(page, /<turbo-frame id="count-owed"[^>]*>\s*<\/turbo-frame>/)
  })

  it('shows whom to call by when, masked, with a call in one key, and counts in the menu', async () => {
    await owe()
    const page = await get('/tasks')
    assert.match(page, /安娜[^]*?138\*\*\*\*8000[^]*?语音留言/)
    assert.match(page, /action="\/calls"[^]*?name="personId" value="\d+"[^]*?data-key="c"/)
    assert.ok(!page.includes('13800138000'))
    assert.match(page, /id="count-owed"[^]*?badge-count">1</)
    assert.match(await get('/tasks/count', hao, { 'turbo-frame': 'count-owed' }), /badge-count">1</)
  })

  it('does what is asked, without scripts as well, and says so on the next page', async () => {
    const id = await owe()
    const taken = await post(`/tasks/${id}/holder`, { view: 'free' })
    assert.equal(taken.headers.location, '/tasks?view=free')
    assert.match(await get('/tasks?view=mine'), /安娜/)
    assert.match(await get('/tasks?view=free'), /没有待认领的待办/)
    await post(`/tasks/${id}/note`, { note: '三点后方便' })
    assert.match(await get('/tasks'), /三点后方便/)
    await post(`/tasks/${id}/completion`, { result: 'unneeded' })
    assert.match(await get('/tasks?view=done'), /无需回电[^]*?重新打开/)
    await post(`/tasks/${id}/completion/removal`)
  })

  it('answers a screen with the list as it is then, and a way back', async () => {
    const id = await owe()
    const { due_at } = await test.app.db('task').where({ id }).first('due_at')
    const later = new Date(Date.parse(due_at) + 3_600_000).toISOString()
    const answer = await stream(`/tasks/${id}/postponement`, { view: 'free', until: later, was: due_at })
    assert.match(answer, /target="tasks"[^]*?安娜/)
    const undo = /action="(\/tasks\/[^"]+)" hidden/.exec(answer)?.[1]?.replaceAll('&#x3D;', '=') ?? ''
    await stream(undo, { view: 'free' })
    assert.equal((await test.app.db('task').where({ id }).first('due_at')).due_at, due_at)
    const finished = await stream(`/tasks/${id}/completion`, { result: 'reached' })
    assert.match(finished, new RegExp(`action="/tasks/${id}/completion/removal" hidden`))
    await post(`/tasks/${id}/completion/removal`)
  })

  it('offers no call to who wants to be left alone', async () => {
    const at = test.app.clock().toISOString()
    const refusal = { personId: anna, reason: '别再打了', source: 'agent' as const }
    await transaction(test.app.db, (trx) => refuseContact(trx, test.app, refusal, at))
    const page = await get('/tasks')
    assert.match(page, /请勿致电/)
    assert.ok(!page.includes('action="/calls"'))
  })

  it('takes no result, time or note that is none', async () => {
    const id = await owe()
    for (const [deed, form] of [
      ['completion', { result: 'married' }],
      ['postponement', { until: 'soon' }],
      ['note', { note: 'x'.repeat(2001) }],
    ] as const)
      assert.equal((await post(`/tasks/${id}/${deed}`, form)).statusCode, 400, deed)
    assert.equal((await post('/tasks/999/holder')).statusCode, 404)
  })

  async function stream(url: string, form: Record<string, string>): Promise<string> {
    const { payload, statusCode } = await test.server.inject({
      method: 'POST',
      url,
      headers: {
        cookie: `crumb=${crumb}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/vnd.turbo-stream.html, text/html',
      },
      payload: String(new URLSearchParams({ crumb, ...form })),
      auth: signedIn(hao),
    })
    assert.equal(statusCode, 200)
    return payload
  }
})
