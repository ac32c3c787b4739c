import assert from 'node:assert/strict'
import { it, type TestContext } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { newestPlace } from '../../../test/support/facts.ts'
import { conversationTopic, follow, hao, mei, openHouse, pushed } from '../../../test/support/live.ts'
import { prune } from '../events/index.ts'

const talk = 'conversation:1'

eachDatabase('The hub', ({ open }) => {
  const house = async (t: TestContext, ...kinds: Parameters<typeof openHouse>[2] & {}) =>
    openHouse(t, await open(), kinds.length > 0 ? kinds : undefined)

  it('tells what happens, in the language of the screen, once rendered for all', async (t) => {
    const rendered: string[] = []
    const { enter, happen, events } = await house(t, conversationTopic(new Set(), rendered))
    const [one, other] = [await enter(hao), await enter(mei)]
    await follow(one, [talk])
    await follow(other, [talk])
    await happen(talk, 'message.created', 7)
    await happen('conversation:2', 'message.created', 8)
    await events.drain()
    assert.partialDeepStrictEqual(await one.next('push'), { topic: talk, html: '<p lang="zh-CN">7</p>' })
    assert.partialDeepStrictEqual(await other.next('push'), { topic: talk, html: '<p lang="en">7</p>' })
    assert.deepEqual(rendered, [talk])
  })

  it('brings a page up to date from its cursor, in order, and goes on from there', async (t) => {
    const { db, enter, happen, events } = await house(t)
    await happen(talk, 'message.created', 1)
    await events.drain()
    const cursor = await newestPlace(db)
    for (const ref of [2, 3]) await happen(talk, 'message.created', ref)
    await events.drain()
    const screen = await enter()
    await follow(screen, [talk], cursor)
    await happen(talk, 'message.created', 4)
    await events.drain()
    assert.deepEqual(await pushed(screen), { refs: [2, 3, 4], cursor: await newestPlace(db) })
  })

  it('loses nothing and tells nothing twice while a page begins to follow', async (t) => {
    const { db, enter, happen, events } = await house(t)
    const screen = await enter()
    const cursor = await newestPlace(db)
    const all = Array.from({ length: 60 }, (_, index) => index)
    const happening = (async () => {
      for (const ref of all) await happen(talk, 'message.created', ref)
    })()
    for (const page of [1, 2, 3]) await follow(screen, [talk], cursor, page)
    await happening
    await events.drain()
    assert.deepEqual((await pushed(screen)).refs, all)
  })

  it('asks for the page anew where the log was pruned, or too much happened', async (t) => {
    const { db, enter, happen, events, clock } = await house(t)
    const cursor = await newestPlace(db)
    await happen(talk)
    const screen = await enter()
    const filler = { topic: 'settings', type: 'settings.changed', at: clock.now.toISOString() }
    await db.batchInsert('event', Array(1001).fill(filler), 100)
    await events.drain()
    screen.send({ t: 'follow', page: 1, topics: [talk], cursor })
    await screen.next('reset')
    await prune(db, new Date(clock.now.getTime() + 1).toISOString())
    screen.send({ t: 'follow', page: 2, topics: [talk], cursor })
    await screen.next('reset')
    assert.deepEqual(await follow(screen, [talk], await newestPlace(db), 3), [])
  })

  it('asks for the page anew where a fact cannot be rendered', async (t) => {
    const broken = { ...conversationTopic(), render: async () => Promise.reject(new Error('a bug')) }
    const { enter, happen } = await house(t, broken)
    const screen = await enter()
    await follow(screen, [talk])
    await happen(talk)
    await screen.next('reset')
  })

  it('refuses topics that the agent may not see, and those that nobody serves', async (t) => {
    const { enter, happen, events } = await house(t, conversationTopic(new Set(['2'])))
    const screen = await enter()
    assert.deepEqual(await follow(screen, [talk, 'conversation:2', 'secrets:1']), [
      'conversation:2',
      'secrets:1',
    ])
    await happen('conversation:2', 'message.created', 2)
    await events.drain()
    assert.deepEqual((await pushed(screen)).refs, [])
  })

  it('drops who may no longer see a topic before the fact is told', async (t) => {
    const closed = new Set<string>()
    const { enter, happen, events } = await house(t, conversationTopic(closed))
    const screen = await enter()
    await follow(screen, [talk, 'conversation:2'])
    closed.add('1')
    await happen(talk, 'conversation.assigned', 1)
    await happen(talk, 'message.created', 2)
    await happen('conversation:2', 'message.created', 3)
    await events.drain()
    assert.deepEqual((await pushed(screen)).refs, [3])
    assert.deepEqual(await screen.next('gone'), { t: 'gone', topic: talk })
  })

  it('closes the sockets of a session that is revoked, and of an agent who is changed', async (t) => {
    const { enter, happen, hub } = await house(t)
    const [one, other] = [await enter(hao), await enter(mei)]
    await happen('agent:3', 'session.revoked', undefined, { sessionId: hao.sessionId })
    assert.equal(await one.closing(), 4001)
    await happen('agent:2', 'agent.changed')
    assert.equal(await other.closing(), 4001)
    const third = await enter(hao)
    hub.closeAgent(hao.agentId)
    assert.equal(await third.closing(), 4001)
  })

  it('notices a session that ended by itself, and says who is present', async (t) => {
    const { enter, hub, signedIn, present } = await house(t)
    const screen = await enter(hao)
    await enter(hao)
    await pushed(screen)
    present.length = 0
    await hub.beat()
    assert.deepEqual(present, ['hao'])
    signedIn.delete('session=hao')
    await hub.beat()
    assert.equal(await screen.closing(), 4001)
  })

  it('carries whispers between those who follow, stamped with who it was', async (t) => {
    const { enter, hub } = await house(t)
    const [one, tab, other] = [await enter(hao), await enter(hao), await enter(mei)]
    for (const screen of [one, tab, other]) await follow(screen, [talk])
    const overheard = new Promise((resolve) => hub.onWhisper((topic, data) => resolve({ topic, data })))
    one.send({ t: 'whisper', topic: 'conversation:2', data: { kind: 'here', on: true } })
    one.send({ t: 'whisper', topic: talk, data: { kind: 'typing', on: true, mode: 'reply' } })
    const data = { kind: 'typing', on: true, mode: 'reply', agent: { id: 3, name: 'hao' } }
    assert.deepEqual(await other.next('whisper'), { t: 'whisper', topic: talk, data })
    assert.deepEqual(await overheard, { topic: talk, data })
    await pushed(tab)
    assert.ok(tab.heard.every((frame) => frame.t !== 'whisper'))
  })

  it('reaches the screens of another process: facts, whispers and the end of sessions', async (t) => {
    const db = await open()
    const [here, there] = [await openHouse(t, db), await openHouse(t, db)]
    const [one, other] = [await here.enter(hao), await there.enter(mei)]
    await follow(one, [talk])
    await follow(other, [talk])
    one.send({ t: 'whisper', topic: talk, data: { kind: 'here', on: true } })
    assert.partialDeepStrictEqual(await other.next('whisper'), { data: { agent: { name: 'hao' } } })
    await here.happen(talk, 'message.created', 1)
    assert.partialDeepStrictEqual(await other.next('push'), { data: { ref: 1 } })
    await here.happen('agent:2', 'session.revoked', undefined, { sessionId: mei.sessionId })
    assert.equal(await other.closing(), 4001)
  })

  it('loses a whisper that is too long, and nothing else', async (t) => {
    const { enter, hub } = await house(t)
    const screen = await enter()
    await follow(screen, [talk])
    hub.whisper(talk, { preview: '好'.repeat(3000) })
    hub.whisper(talk, { preview: '好' })
    assert.deepEqual((await screen.next('whisper')).data, { preview: '好' })
  })

  it('sheds a reader who does not read', async (t) => {
    const long = 'x'.repeat(200_000)
    const live = {
      ...conversationTopic(),
      render: async (events: unknown[]) => events.map(() => ({ data: { long } })),
    }
    const { enter, happen, events } = await house(t, live)
    const [slow, quick] = [await enter(hao), await enter(mei)]
    await follow(slow, [talk])
    await follow(quick, [talk])
    slow.socket.pause()
    for (let index = 0; index < 60; index++) {
      await happen(talk)
      await events.drain()
      await quick.next('push')
    }
    slow.socket.resume()
    assert.equal(await slow.closing(), 1013)
    assert.deepEqual((await pushed(quick)).refs, [])
  })
})
