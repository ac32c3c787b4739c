import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import { WebSocket } from 'ws'
import { Connection } from '../testing/client.ts'
import { openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.stop())

test('a message is acknowledged and comes back as news', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  const uid = randomUUID()
  line.send({ t: 'send', uid, text: '你好' })
  const ack = await line.next('ack')
  assert.deepEqual([ack.uid, ack.repeated], [uid, false])
  await line.next('news')
  assert.deepEqual(anna.texts, ['你好'])
})

test('the same message again is the same message; another text with its id is refused', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  const uid = randomUUID()
  for (const text of ['你好', '你好', '再见']) line.send({ t: 'send', uid, text })
  const first = await line.next('ack')
  const second = await line.next('ack')
  assert.deepEqual([second.order, second.repeated], [first.order, true])
  const error = await line.next('error')
  assert.deepEqual([error.code, error.uid, error.of], ['conflict', uid, 'send'])
  assert.equal(stage.memory.messages(anna.visitor).length, 1)
})

test('a first welcome brings the newest page, a later one what was missed', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  stage.memory.reply(anna.visitor, 'one')
  const first = await anna.connect()
  assert.equal((await first.next('welcome')).reset, true)
  first.socket.close()
  await first.closed
  stage.memory.reply(anna.visitor, 'two')
  const second = await anna.connect()
  const welcome = await second.next('welcome')
  assert.equal(welcome.reset, undefined)
  assert.deepEqual(
    welcome.news.map((news: { message: { text: string } }) => news.message.text),
    ['two'],
  )
  assert.deepEqual(anna.texts, ['one', 'two'])
})

test('where the log no longer reaches back, the client begins anew', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  anna.cursor = '0'
  stage.memory.reply(anna.visitor, 'one')
  stage.memory.pruned = 1
  const line = await anna.connect()
  assert.equal((await line.next('welcome')).reset, true)
  assert.deepEqual(anna.texts, ['one'])
})

test('what happens between following and reading arrives once', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  anna.cursor = '0'
  stage.memory.reply(anna.visitor, 'before')
  const line = await anna.connect()
  stage.memory.reply(anna.visitor, 'meanwhile')
  await line.next('welcome')
  stage.memory.reply(anna.visitor, 'after')
  await line.next('news', ({ news }) => news[0].message.text === 'after')
  await line.settle()
  assert.deepEqual(anna.texts, ['before', 'meanwhile', 'after'])
})

test('nothing is lost over a restart', async () => {
  stage = await openStage()
  const { memory } = stage
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  await stage.stop()
  assert.equal(await line.closed, 1012)
  memory.reply(anna.visitor, 'while you were away')
  stage = await openStage({}, memory)
  Object.assign(anna, { address: stage.address })
  const again = await anna.connect()
  await again.next('welcome')
  assert.deepEqual(anna.texts, ['while you were away'])
})

test('a visitor hears nothing of another visitor', async () => {
  stage = await openStage()
  const [anna, bo] = [await stage.visitor(), await stage.visitor()]
  const line = await bo.connect()
  await line.next('welcome')
  stage.memory.reply(anna.visitor, 'for anna')
  await line.settle()
  assert.deepEqual(bo.texts, [])
})

test('news of all kinds comes through', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  stage.memory.tell(anna.visitor, { type: 'seen', cursor: '', by: 'agent', upto: 'x', read: true })
  stage.memory.tell(anna.visitor, {
    type: 'conversation',
    cursor: '',
    status: 'open',
    agent: { name: '美美' },
  })
  stage.memory.whisper(anna.visitor, { type: 'typing', on: true, author: { name: '美美' } })
  assert.equal((await line.next('news')).news[0].by, 'agent')
  assert.equal((await line.next('news')).news[0].agent.name, '美美')
  assert.equal((await line.next('news')).news[0].on, true)
})

test('without a good token there is no welcome', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect({ token: `${anna.token}x` })
  assert.equal(await line.closed, 4001)
  assert.equal(stage.memory.followers, 0)
})

test('who does not say hello first is sent away', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  anna.token = ''
  const line = await anna.connect({ client: 'short' })
  assert.equal((await line.next('error')).code, 'invalid')
  assert.equal(await line.closed, 4001)
})

test('the same client again replaces its older line, and a sixth one the oldest', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const first = await anna.connect({ client: 'a-phone-of-anna' })
  await first.next('welcome')
  const again = await anna.connect({ client: 'a-phone-of-anna' })
  assert.equal(await first.closed, 4002)
  await again.next('welcome')
  for (let n = 0; n < 5; n++) await (await anna.connect()).next('welcome')
  assert.equal(await again.closed, 4002)
  assert.equal(stage.memory.followers, 1)
})

test('a blocked visitor is told and the line ends', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  stage.memory.blocked.add(anna.visitor)
  const line = await anna.connect()
  line.send({ t: 'send', uid: randomUUID(), text: '你好' })
  assert.equal((await line.next('error')).code, 'blocked')
  assert.equal(await line.closed, 4003)
})

test('who floods is cut off', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  for (let n = 0; n < 121; n++) line.send({ t: 'ping' })
  assert.equal(await line.closed, 4008)
})

test('a ping in place of hello ends the line', async () => {
  stage = await openStage()
  const shy = new Connection(new WebSocket(`${stage.address}/p/webchat/socket?site=site`), () => {})
  await shy.opened
  shy.send({ t: 'ping' })
  assert.equal(await shy.closed, 4001)
})

test('who is silent for 70 s is gone, who says no hello after 10 s', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  const shy = new Connection(new WebSocket(`${stage.address}/p/webchat/socket?site=site`), () => {})
  await shy.opened
  stage.clock.now += 11_000
  t.mock.timers.tick(5000)
  assert.equal(await shy.closed, 4001)
  assert.equal(line.socket.readyState, WebSocket.OPEN)
  stage.clock.now += 60_000
  t.mock.timers.tick(5000)
  assert.equal(await line.closed, 1006)
  assert.equal(stage.memory.followers, 0)
})

test('typing comes through once a second, its text only where the site says so', async () => {
  stage = await openStage({ preview: false })
  const anna = await stage.visitor()
  const line = await anna.connect()
  for (const preview of ['你', '你好', '你好吗']) line.send({ t: 'typing', on: true, preview })
  await line.settle()
  assert.deepEqual(stage.memory.typed, [{ who: anna.visitor, on: true }])
})

test('a socket from a page that is not listed does not open', async () => {
  stage = await openStage({ origins: ['https://www.clinic.com'] })
  const anna = await stage.visitor()
  await assert.rejects(anna.connect({ origin: 'https://evil.com' }), /403/)
  const line = await anna.connect({ origin: 'https://www.clinic.com' })
  await line.next('welcome')
})

const hostile: [name: string, frame: string, code: string][] = [
  ['no JSON', 'hello', 'invalid'],
  ['nothing', '', 'invalid'],
  ['null', 'null', 'invalid'],
  ['a list', '[1,2,3]', 'invalid'],
  ['no type', '{}', 'invalid'],
  ['a type of objects', '{"t":"constructor"}', 'invalid'],
  ['a prototype', '{"t":"__proto__"}', 'invalid'],
  ['a second hello', '{"t":"hello","token":"x","client":"12345678"}', 'invalid'],
  ['a text that is an object', `{"t":"send","uid":"${randomUUID()}","text":{"$ne":""}}`, 'invalid'],
  ['another visitor', `{"t":"send","uid":"${randomUUID()}","text":"x","who":"bo"}`, 'invalid'],
  ['a long text', JSON.stringify({ t: 'send', uid: randomUUID(), text: 'x'.repeat(5001) }), 'invalid'],
  ['deep nesting', `${'['.repeat(30_000)}`, 'invalid'],
  ['a script for an address', '{"t":"page","visit":{},"page":{"url":"javascript:alert(1)"}}', 'invalid'],
]

test('hostile frames change nothing and the line goes on', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  for (const [name, frame, code] of hostile) {
    line.send(frame)
    assert.equal((await line.next('error')).code, code, name)
  }
  line.send({ t: 'send', uid: randomUUID(), text: '<img src=x onerror=alert(1)>' })
  await line.next('ack')
  assert.deepEqual(stage.errors, [])
  assert.equal(stage.memory.messages(anna.visitor).length, 1)
})

test('a frame of more than 64 KiB ends the line', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  line.send(JSON.stringify({ t: 'send', uid: randomUUID(), text: 'x'.repeat(65_536) }))
  assert.equal(await line.closed, 1009)
})

test('nothing stays behind when a line ends', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const line = await anna.connect()
  await line.next('welcome')
  assert.equal(stage.memory.followers, 1)
  line.socket.close()
  await line.closed
  const next = await (await stage.visitor()).connect()
  await next.next('welcome')
  assert.equal(stage.memory.followers, 1)
})
