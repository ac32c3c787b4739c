import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import { Client } from '../testing/client.ts'
import { key, openStage, type Stage } from '../testing/stage.ts'

let stage: Stage
afterEach(() => stage.stop())

const day = 24 * 60 * 60 * 1000
const clinic = 'https://www.clinic.com'

test('the configuration says how the site looks and what it takes, and no secret', async () => {
  stage = await openStage({ accent: '#112233', identitySecret: 'a secret of the clinic', origins: [clinic] })
  const { status, body } = await new Client(stage.address, key).call('GET', 'config')
  assert.equal(status, 200)
  assert.deepEqual(
    [body.name, body.accent, body.consent.required, body.limits.text],
    ['悦容', '#112233', true, 5000],
  )
  assert.ok(!JSON.stringify(body).includes('secret of'))
  assert.ok(!JSON.stringify(body).includes(clinic))
})

test('the configuration speaks the language of the visitor', async () => {
  stage = await openStage()
  const client = new Client(stage.address, key)
  assert.equal((await client.call('GET', 'config', undefined, { locale: 'en-GB' })).body.locale, 'en')
  assert.match((await client.call('GET', 'config', undefined, { locale: 'zh-TW' })).body.consent.text, /悦容/)
})

test('an unknown site is not found', async () => {
  stage = await openStage()
  const { status, body } = await new Client(stage.address, 'nowhere').call('GET', 'config')
  assert.deepEqual([status, body.code], [404, 'unknown_site'])
})

test('a visitor stays the same visitor, and a token that is not good begins a new one', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const { visitor, token } = anna
  await anna.session()
  assert.deepEqual([anna.visitor, anna.token], [visitor, token])
  stage.clock.now += 40 * day
  await anna.session()
  assert.equal(anna.visitor, visitor)
  assert.notEqual(anna.token, token)
  anna.token = `${anna.token}x`
  await anna.session()
  assert.notEqual(anna.visitor, visitor)
})

test('one address makes at most ten new visitors in a minute', async () => {
  stage = await openStage()
  for (let n = 0; n < 10; n++) assert.equal((await new Client(stage.address, key).session()).status, 200)
  const refused = await new Client(stage.address, key).session()
  assert.deepEqual([refused.status, refused.body.code], [429, 'slow_down'])
  assert.equal(refused.headers.get('retry-after'), '60')
})

test('a message is stored once, however often it comes', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const uid = randomUUID()
  const answers = [await anna.say('你好', uid), await anna.say('你好', uid), await anna.say('再见', uid)]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 200, 409],
  )
  assert.equal(answers[0]?.body.order, answers[1]?.body.order)
  assert.equal(answers[2]?.body.code, 'conflict')
})

test('nobody writes without a token', async () => {
  stage = await openStage()
  const { status, body } = await new Client(stage.address, key).say('你好')
  assert.deepEqual([status, body.code], [401, 'bad_token'])
})

test('no message before consent to the text of now', async () => {
  stage = await openStage({ consentText: '我们保存您的消息。' })
  const anna = await stage.visitor({ agreed: false })
  assert.equal((await anna.say('你好')).body.code, 'consent_needed')
  assert.equal((await anna.call('POST', 'consent', { version: 'old' })).status, 409)
  await anna.agree()
  assert.equal((await anna.say('你好')).status, 201)
  const { memory } = stage
  await stage.stop()
  stage = await openStage({ consentText: '新的说明。' }, memory)
  Object.assign(anna, { address: stage.address })
  assert.equal((await anna.say('在吗')).body.code, 'consent_needed')
})

test('consent is taken back as easily as it was given, over either transport', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  await anna.say('你好')
  assert.equal((await anna.call('DELETE', 'consent')).status, 204)
  assert.equal((await anna.call('GET', 'consent')).body.consented, false)
  assert.equal((await anna.say('在吗')).body.code, 'consent_needed')
  await anna.agree()
  assert.equal((await anna.say('在吗')).status, 201)
  const connection = await anna.connect()
  assert.equal((await connection.next('welcome')).consented, true)
  connection.send({ t: 'withdraw' })
  assert.equal((await connection.next('done')).of, 'withdraw')
  assert.equal((await anna.say('在吗?')).body.code, 'consent_needed')
})

test('where the site asks for no consent, none is needed', async () => {
  stage = await openStage({ consentRequired: false })
  const anna = await stage.visitor({ agreed: false })
  assert.equal((await anna.say('你好')).status, 201)
})

test('what is wrong is told field by field, in the language of the visitor', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const { status, body } = await anna.call(
    'POST',
    'leave',
    { uid: randomUUID(), text: 'x', phone: '123' },
    { locale: 'en' },
  )
  assert.equal(status, 400)
  assert.deepEqual(body.faults, [{ field: 'phone', message: 'This is no phone number.' }])
  const none = await anna.call('POST', 'leave', { uid: randomUUID(), text: 'x' })
  assert.match(none.body.faults[0].message, /手机号或微信号/)
})

test('a message left carries the way to answer it, as a claim', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  const left = await anna.call('POST', 'leave', {
    uid: randomUUID(),
    text: '周末可以吗',
    phone: '138 0013 8000',
  })
  assert.equal(left.status, 201)
  assert.deepEqual(stage.memory.profiles, [
    { who: anna.visitor, profile: { phone: '13800138000', proof: 'claimed' } },
  ])
})

test('bodies that are too large or no JSON are refused like everything else', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  assert.equal((await anna.say('x'.repeat(70_000))).body.code, 'too_large')
  const headers = { authorization: `Bearer ${anna.token}`, 'content-type': 'application/json' }
  const url = `${stage.address}/p/webchat/messages?site=${key}`
  const response = await fetch(url, { method: 'POST', headers, body: '{"uid":' })
  assert.deepEqual([response.status, Object(await response.json()).code], [400, 'invalid'])
})

test('a visitor writes at most twenty messages in a minute', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  for (let n = 0; n < 20; n++) assert.equal((await anna.say(`${n}`)).status, 201)
  assert.equal((await anna.say('too much')).body.code, 'slow_down')
  stage.clock.now += 61_000
  assert.equal((await anna.say('later')).status, 201)
})

test('history pages backwards by order', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  for (let n = 0; n < 5; n++) stage.memory.reply(anna.visitor, `${n}`)
  const newest = (await anna.call('GET', 'messages?limit=2')).body
  assert.deepEqual([newest.messages.map((m: { text: string }) => m.text), newest.more], [['3', '4'], true])
  const older = (await anna.call('GET', `messages?limit=100&before=${newest.messages[0].order}`)).body
  assert.deepEqual(
    [older.messages.map((m: { text: string }) => m.text), older.more],
    [['0', '1', '2'], false],
  )
})

test('the long poll brings what was missed, then what comes', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  await anna.poll()
  stage.memory.reply(anna.visitor, 'missed')
  await anna.poll(25)
  const waiting = anna.poll(25)
  while (stage.memory.followers === 0) await new Promise(setImmediate)
  stage.memory.reply(anna.visitor, 'came')
  await waiting
  assert.deepEqual(anna.texts, ['missed', 'came'])
  assert.equal(stage.memory.followers, 0)
})

test('the long poll tells of typing, and says when to begin anew', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  await anna.poll()
  const waiting = anna.poll(25)
  while (stage.memory.followers === 0) await new Promise(setImmediate)
  stage.memory.whisper(anna.visitor, { type: 'typing', on: true })
  assert.deepEqual((await waiting).news, [{ type: 'typing', on: true }])
  stage.memory.reply(anna.visitor, 'one')
  stage.memory.pruned = 1
  assert.equal((await anna.poll()).more, false)
  assert.deepEqual(anna.texts, ['one'])
})

test('a poll that was left behind is forgotten, and three at a time are enough', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  await anna.poll()
  const polls = [1, 2, 3].map(() => anna.poll(25))
  while (stage.memory.followers === 0) await new Promise(setImmediate)
  const news = `news?cursor=${anna.cursor}&wait=25`
  while ((await anna.call('GET', 'news?cursor=0')).status === 200) await new Promise(setImmediate)
  assert.equal((await anna.call('GET', news)).body.code, 'slow_down')
  stage.memory.reply(anna.visitor, 'wake')
  await Promise.all(polls)
  assert.equal(stage.memory.followers, 0)
})

test('a page that is listed may ask and read, any other may not', async () => {
  stage = await openStage({ origins: [clinic] })
  const client = new Client(stage.address, key)
  const good = await client.call('GET', 'config', undefined, { origin: clinic })
  assert.equal(good.headers.get('access-control-allow-origin'), clinic)
  assert.equal(good.headers.get('access-control-allow-credentials'), null)
  for (const origin of ['https://evil.com', 'null', 'http://www.clinic.com']) {
    const bad = await client.call('GET', 'config', undefined, { origin })
    assert.deepEqual([bad.status, bad.body.code], [403, 'origin_refused'])
    assert.equal(bad.headers.get('access-control-allow-origin'), null)
  }
  const asked = await client.call('OPTIONS', 'messages', undefined, { origin: clinic })
  assert.equal(asked.status, 204)
  assert.match(asked.headers.get('access-control-allow-headers') ?? '', /authorization/)
})

test('even an error can be read by a listed page', async () => {
  stage = await openStage({ origins: [clinic] })
  const client = new Client(stage.address, key)
  const refused = await client.call('POST', 'messages', {}, { origin: clinic })
  assert.equal(refused.status, 401)
  assert.equal(refused.headers.get('access-control-allow-origin'), clinic)
})

test('an error that nobody foresaw is logged, and its words stay inside', async () => {
  stage = await openStage()
  const anna = await stage.visitor()
  stage.memory.messages = () => {
    throw new Error('select * from message')
  }
  const { status, body } = await anna.say('你好')
  assert.deepEqual([status, body.code], [500, 'internal'])
  assert.ok(!JSON.stringify(body).includes('select'))
  assert.equal(stage.errors.length, 1)
})
