import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { Invalid } from '../../errors.ts'
import { addAccount, answer, fake, readBy, type TestApp, testApp } from '../../testing/index.ts'
import type { PhoneAction } from '../../plugin/index.ts'
import { findChannel } from '../channels/index.ts'
import { checklistOf } from './checklist.ts'
import { rehearsalPage } from './page.ts'
import { act, endRehearsal, phoneOf, rehearsalOf, startRehearsal } from './service.ts'

const token = 'a-token-of-the-chat'
const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('A rehearsal', ({ create, engine }) => {
  let test: TestApp
  let id: number

  before(async () => {
    test = await testApp({ database: (await create()).options, plugins: [fake] })
    id = await start()
  })
  after(() => test.stop())

  async function start() {
    const started = await startRehearsal(test.app, admin, { plugin: 'fake', kind: 'chat', locale: 'zh-CN' })
    await test.drain()
    return started
  }

  async function does(action: PhoneAction) {
    await act(test.app, id, action)
    await test.drain()
  }

  const shown = () => phoneOf(test.app, id)?.phone.show()
  const texts = () => shown()?.lines.map(({ from, text }) => `${from}: ${text}`)
  const done = () => {
    const open = phoneOf(test.app, id)
    assert.ok(open)
    const list = checklistOf(open.phone.show(), open.trials, { greeting: true, menu: true, codes: true })
    return list.flatMap(({ name, done }) => (done ? [name] : []))
  }

  it('warns of several processes where there can be any', async () => {
    const { mayBeSplit } = await rehearsalPage(test.app, await rehearsalOf(test.app, id), 'zh-CN')
    assert.equal(mayBeSplit, engine === 'PostgreSQL')
  })

  it('is one of its kind, however often it is started', async () => {
    assert.equal(await start(), id)
    assert.equal((await rehearsalOf(test.app, id)).name, '聊天')
  })

  it('lets the patient do what the provider would let them do now', async () => {
    await assert.rejects(does({ type: 'say', text: '在吗' }), Invalid)
    await does({ type: 'follow' })
    assert.deepEqual(texts(), ['clinic: 欢迎关注'])
  })

  it('brings words to the desk, and the answer to the phone', async () => {
    await does({ type: 'say', text: '皮秒多少钱' })
    await answer(test, 'lin', '皮秒多少钱', '您好，请问做过吗？')
    assert.deepEqual(texts()?.slice(1), ['patient: 皮秒多少钱', 'clinic: 您好，请问做过吗？'])
    assert.deepEqual(done(), ['greeting', 'message', 'answer'])
  })

  it('closes the window of both sides when time passes', async () => {
    await does({ type: 'pass', seconds: 49 * 3600 })
    assert.equal(shown()?.window, undefined)
    await assert.rejects(answer(test, 'lin', '您好，请问做过吗？', '还在吗？'), Invalid)
    assert.ok(done().includes('closed'))
  })

  it('leaves whoever has come another way too, with all they said', async () => {
    const known = await does({ type: 'say', text: '我也在网上问过' }).then(() =>
      test.app.db('person').first('id'),
    )
    const site = await addAccount(test, {
      plugin: 'fake',
      kind: 'chat',
      settings: { url: 'https://a.cn', token },
    })
    const { id: channelId } = await test.app.db('channel').where({ key: site }).first('id')
    const other = {
      person_id: known.id,
      channel_id: channelId,
      scope: `channel:${channelId}`,
      external_id: 'anna',
    }
    await test.app
      .db('identity')
      .insert({ ...other, proof: 'channel', created_at: test.clock.now().toISOString() })
    assert.deepEqual(await endRehearsal(test.app, admin, id), { kept: 1 })
    await test.drain()
    assert.ok((await readBy(test, 'lin')).flat().includes('我也在网上问过'))
    await test.app.db('identity').where(other).delete()
    await test.app.db('channel').where({ id: channelId }).delete()
    await test.app.db('channel').where({ id }).update({ deleted: 0, state: 'opening' })
  })

  it('ends without a trace', async () => {
    await endRehearsal(test.app, admin, id)
    await test.drain()
    assert.deepEqual(await readBy(test, 'lin'), [])
    assert.equal(await findChannel(test.app.db, id), undefined)
    for (const table of ['identity', 'person', 'message', 'conversation', 'happening', 'reply_window'])
      assert.deepEqual(await test.app.db(table).select(), [], table)
  })
})

describe('The list of what to rehearse', () => {
  it('leaves out what this channel cannot do', () => {
    const can: PhoneAction['type'][] = ['say', 'follow', 'scan']
    const phone = { title: '', menu: [], lines: [], entries: [], can }
    const namesOf = (there: boolean) =>
      checklistOf(
        phone,
        { tried: new Set(), closed: false },
        { greeting: there, menu: there, codes: there },
      ).map(({ name }) => name)
    assert.deepEqual(namesOf(false), ['message', 'answer'])
    assert.deepEqual(namesOf(true), ['greeting', 'message', 'answer', 'scan', 'menu'])
  })
})
