import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, it } from 'node:test'
import { createClient } from '../../../../test/support/client.ts'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../../test/support/switchboard.ts'
import { password, staff, testApp } from '../../../testing/index.ts'
import { listConversations } from '../../conversations/index.ts'
import { personScreen } from '../screen.ts'
import { blocksPage } from './page.ts'
import { block, liftOne, unblock } from './service.ts'

const forbidden = { status: 403 }
const forADay = { reason: '辱骂客服', span: 'day' as const }

eachDatabase('Somebody who is blocked', ({ open }) => {
  const start = async () => {
    const desk = await openDesk(await open())
    const first = await desk.says('anna', '你好')
    await desk.says('bo', '在吗')
    const { mei } = desk.viewers
    const [row] = await desk.app
      .db('conversation')
      .where({ id: await desk.conversationOf(first) })
      .select('person_id')
    return { desk, mei, anna: Number(row.person_id) }
  }
  const refusedOf = async ({ app, viewers }: Desk) =>
    (await blocksPage(app, viewers.mei, { over: false })).rows.map(({ refused }) => refused)

  it('is not heard until the block ends by itself, while others are', async () => {
    const { desk, mei, anna } = await start()
    const uid = randomUUID()
    const said = await desk.says('anna', '之前说的', { uid })
    await block(desk.app, mei, anna, forADay)
    const results = await Promise.allSettled([
      desk.says('anna', 'one'),
      desk.says('bo', 'two'),
      desk.says('anna', '之前说的', { uid }),
      desk.says('anna', 'with a picture', { files: [{ name: 'a.png', data: Buffer.from('') }] }),
    ])
    const answers = results.map((each) =>
      each.status === 'fulfilled' ? each.value.repeated : Object(each.reason).status,
    )
    assert.deepEqual(answers, [403, false, true, 403])
    assert.equal(said.repeated, false)
    assert.deepEqual(await refusedOf(desk), [2])
    assert.equal(Number((await desk.app.db('file').count('* as n').first())?.n), 0)
    desk.pass(24 * 60 * 60_000)
    assert.equal((await desk.says('anna', 'again')).repeated, false)
    assert.deepEqual(await refusedOf(desk), [])
  })

  it('is shown as such in the list and on their rail, with the way back for who may', async () => {
    const { desk, mei, anna } = await start()
    assert.equal((await personScreen(desk.app, mei, anna)).blockable, true)
    await block(desk.app, mei, anna, { reason: '广告', span: 'ever' })
    const { notes, blockable } = await personScreen(desk.app, mei, anna)
    assert.equal(blockable, false)
    const marked = async () => (await listConversations(desk.app, mei, {})).filter((row) => row.blocked)
    assert.deepEqual(
      (await marked()).map(({ personId }) => personId),
      [anna],
    )
    assert.deepEqual([notes[0]?.id, notes[0]?.form?.action], ['block', `/people/${anna}/block/removal`])
    await assert.rejects(block(desk.app, mei, anna, forADay), { status: 409 })
    await unblock(desk.app, mei, anna)
    assert.deepEqual((await personScreen(desk.app, mei, anna)).notes, [])
    assert.deepEqual(await marked(), [])
    assert.equal((await desk.says('anna', 'hello')).repeated, false)
  })

  it('is blocked and received again by whoever may see them and do that, which is written down', async () => {
    const { desk, mei, anna } = await start()
    const { yun, hao } = desk.viewers
    await desk.app
      .db('conversation')
      .where({ person_id: anna })
      .update({ agent_id: hao.agentId, team_id: desk.team })
    await assert.rejects(block(desk.app, yun, anna, forADay), { status: 404 })
    const powerless = { ...mei, permissions: new Set<string>() }
    await assert.rejects(block(desk.app, powerless, anna, forADay), forbidden)
    await block(desk.app, mei, anna, forADay)
    const [row] = (await blocksPage(desk.app, mei, { over: false })).rows
    assert.deepEqual((await blocksPage(desk.app, yun, { over: false })).rows, [])
    await assert.rejects(liftOne(desk.app, yun, row?.id ?? 0, '误操作'), { status: 404 })
    await liftOne(desk.app, mei, row?.id ?? 0, '误操作')
    const [over] = (await blocksPage(desk.app, mei, { over: true })).rows
    assert.deepEqual([over?.liftedReason, over?.lifter], ['误操作', over?.by])
    const deeds = await desk.app.db('audit').where('object', `person:${anna}`).orderBy('id').pluck('action')
    assert.deepEqual(deeds, ['person.block', 'person.unblock'])
  })
})

eachDatabase('A caller who is blocked', ({ create }) => {
  let board: Switchboard
  afterEach(() => board.stop())

  it('hears that the line is busy, and leaves no trace but the number of times', async () => {
    board = await openSwitchboard((await create()).options)
    const { app, exchange, rings, happens, call, as } = board
    const mei = await as('mei')
    await rings('bo')
    const { personId, id } = await call()
    await happens(() => exchange.hangUp(numbers.bo))
    await block(app, mei, personId ?? 0, forADay)
    const before = await listConversations(app, mei, {})
    await rings('bo')
    assert.deepEqual([exchange.isRinging(numbers.bo), exchange.floor.legs.size], [false, 0])
    assert.equal((await call()).id, id)
    assert.deepEqual(await listConversations(app, mei, {}), before)
    assert.equal((await blocksPage(app, mei, { over: false })).rows[0]?.refused, 1)
  })
})

it('Whoever answers customers blocks from the rail, and those who supervise see the list', async () => {
  const { server, app, stop } = await testApp({})
  const [hao, mei] = [createClient(server), createClient(server)]
  await hao.signIn(staff.hao.email, password)
  await mei.signIn(staff.mei.email, password)
  assert.equal((await hao.get('/admin/blocks')).status, 403)
  assert.match((await mei.get('/admin/blocks')).body, /没有被拉黑的客户/)
  assert.equal((await hao.post('/people/999/block', { reason: 'x', span: 'day' })).status, 404)
  assert.equal((await hao.post('/people/999/block', { reason: 'x', span: 'century' })).status, 400)
  assert.equal(Number((await app.db('block').count('* as n').first())?.n), 0)
  await stop()
})
