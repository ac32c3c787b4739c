import assert from 'node:assert/strict'
import { createHmac, randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addAccount, answer, readBy, testApp, type TestApp } from 'qiantai/testing'
import sharp from 'sharp'
import webchat from './index.ts'
import { Client } from './testing/client.ts'

const secret = 'a secret of the clinic'
const hashOf = (id: string) => createHmac('sha256', secret).update(id).digest('hex')
const png = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#b4637a' } })
  .png()
  .toBuffer()

describe('A client written from the protocol page, and a whole clinic', () => {
  let clinic: TestApp
  let site: string
  before(async () => {
    clinic = await testApp({ plugins: [webchat] })
    const settings = { title: '悦容', identitySecret: secret }
    site = await addAccount(clinic, { plugin: 'webchat', kind: 'site', settings })
  })
  after(() => clinic.stop())

  async function arrive() {
    clinic.clock.pass(61)
    const client = new Client(clinic.url, site)
    await client.session()
    await client.agree()
    return client
  }

  it('talks over the socket, in both directions', async () => {
    const anna = await arrive()
    const line = await anna.connect()
    await line.next('welcome')
    line.send({ t: 'send', uid: randomUUID(), text: '做一次光子嫩肤多少钱' })
    await line.next('ack')
    await clinic.drain()
    await answer(clinic, 'lin', '做一次光子嫩肤多少钱', '您好，请问是第一次做吗？')
    await line.next('news', ({ news }) => news[0].message?.from === 'agent')
    assert.deepEqual(anna.texts, ['做一次光子嫩肤多少钱', '您好，请问是第一次做吗？'])
    line.socket.close()
  })

  it('talks over HTTP alone, with the same result', async () => {
    const anna = await arrive()
    await anna.poll()
    assert.equal((await anna.say('周末开门吗')).status, 201)
    await clinic.drain()
    await anna.poll()
    await answer(clinic, 'lin', '周末开门吗', '周六开门')
    await anna.poll(25)
    assert.deepEqual(anna.texts, ['周末开门吗', '周六开门'])
    assert.deepEqual(
      anna.shown.map(({ from }) => from),
      ['customer', 'agent'],
    )
  })

  it('is given links and questions as such, and in words for who draws text alone', async () => {
    const anna = await arrive()
    await anna.poll()
    await anna.say('术后怎么护理')
    await clinic.drain()
    const link = { type: 'link', title: '术后护理', url: 'https://clinic.example/care' } as const
    await answer(clinic, 'lin', '术后怎么护理', link)
    await anna.poll(25)
    const { kind, content, text } = anna.shown.at(-1) ?? assert.fail()
    assert.deepEqual([kind, content, text], ['link', link, '术后护理\nhttps://clinic.example/care'])
    const items = [
      { id: '1', text: '解决了' },
      { id: '2', text: '还没有' },
    ]
    const before = `${clinic.app.i18n.t('zh-CN', 'desk.preview.link')} 术后护理`
    await answer(clinic, 'lin', before, { type: 'choices', head: '问题解决了吗？', items })
    await anna.poll(25)
    assert.equal(anna.shown.at(-1)?.text, '问题解决了吗？\n· 解决了\n· 还没有')
  })

  it('finds everything again after it was away', async () => {
    const anna = await arrive()
    const line = await anna.connect()
    await line.next('welcome')
    line.send({ t: 'send', uid: randomUUID(), text: '我晚点再来看' })
    await line.next('ack')
    await line.next('news', ({ news }) => news[0].type === 'message')
    line.socket.terminate()
    await line.closed
    await clinic.drain()
    await answer(clinic, 'lin', '我晚点再来看', '好的')
    const again = await anna.connect()
    const welcome = await again.next('welcome')
    assert.equal(welcome.reset, undefined)
    assert.deepEqual(anna.texts, ['我晚点再来看', '好的'])
    again.socket.close()
  })

  it('sends the same message twice, over both ways, and it is one', async () => {
    const anna = await arrive()
    const uid = randomUUID()
    const line = await anna.connect()
    line.send({ t: 'send', uid, text: '在吗' })
    const ack = await line.next('ack')
    const { status, body } = await anna.say('在吗', uid)
    assert.deepEqual([status, body.order], [200, ack.order])
    assert.equal((await anna.say('不在吗', uid)).body.code, 'conflict')
    assert.equal((await anna.call('GET', 'messages')).body.messages.length, 1)
    line.socket.close()
  })

  it('needs consent first, and keeps it', async () => {
    clinic.clock.pass(61)
    const anna = new Client(clinic.url, site)
    await anna.session()
    assert.equal((await anna.say('你好')).body.code, 'consent_needed')
    await anna.agree()
    assert.equal((await anna.say('你好')).status, 201)
    assert.equal((await anna.call('GET', 'consent')).body.consented, true)
    assert.equal((await anna.call('DELETE', 'consent')).status, 204)
    assert.equal((await anna.say('你好')).body.code, 'consent_needed')
    await anna.agree()
  })

  it('sends a picture and sees it; nobody else does', async () => {
    const [anna, bo] = [await arrive(), await arrive()]
    const { status, body: file } = await anna.upload('皮肤.png', new Uint8Array(png))
    assert.equal(status, 201)
    const sent = await anna.call('POST', 'messages', { uid: randomUUID(), files: [file.uid] })
    assert.equal(sent.status, 201)
    const [message] = (await anna.call('GET', 'messages')).body.messages
    assert.equal(message.kind, 'image')
    assert.deepEqual([message.files[0].width, message.files[0].height], [8, 6])
    assert.equal((await fetch(clinic.url + message.files[0].url)).status, 200)
    assert.equal((await bo.call('GET', `files/${file.uid}`)).status, 404)
    const stolen = await bo.call('POST', 'messages', { uid: randomUUID(), files: [file.uid] })
    assert.equal(stolen.status >= 400, true)
  })

  it('refuses a file that is not what it says, with words for people', async () => {
    const anna = await arrive()
    const { status, body } = await anna.upload(
      'photo.png',
      new TextEncoder().encode('<svg onload="alert(1)"/>'),
    )
    assert.equal(status, 400)
    assert.match(body.faults[0].message, /\p{Script=Han}/u)
  })

  it('never shows one visitor what another wrote, whoever they say they are', async () => {
    const [anna, bo] = [await arrive(), await arrive()]
    await anna.say('我的病历')
    await anna.call('POST', 'profile', { id: 'anna', hash: hashOf('anna') })
    assert.equal(
      (await bo.call('POST', 'profile', { id: 'anna', name: 'Anna', phone: '13800138000' })).status,
      204,
    )
    assert.equal(
      (await bo.call('POST', 'profile', { id: 'anna', hash: hashOf('bo') })).body.code,
      'bad_signature',
    )
    assert.deepEqual((await bo.call('GET', 'messages')).body.messages, [])
    assert.deepEqual((await bo.call('GET', 'news?cursor=0')).body.news ?? [], [])
  })

  it('does not turn a member into another member', async () => {
    const shared = await arrive()
    assert.equal((await shared.call('POST', 'profile', { id: 'bo', hash: hashOf('bo') })).status, 204)
    const other = await shared.call('POST', 'profile', { id: 'carol', hash: hashOf('carol') })
    assert.equal(other.body.code, 'other_person')
  })

  it('leaves a message, with a number to answer it, when nobody is there', async () => {
    const anna = await arrive()
    assert.equal((await anna.call('GET', 'config')).body.availability.online, false)
    const left = await anna.call('POST', 'leave', { uid: randomUUID(), text: '请回电', phone: '13900139000' })
    assert.equal(left.status, 201)
    await clinic.drain()
    assert.ok((await readBy(clinic, 'lin')).some((texts) => texts.includes('请回电')))
  })

  it('pages backwards through a long talk', async () => {
    const anna = await arrive()
    for (let n = 0; n < 15; n++) await anna.say(`${n}`)
    const newest = (await anna.call('GET', 'messages?limit=10')).body
    const older = (await anna.call('GET', `messages?limit=10&before=${newest.messages[0].order}`)).body
    const texts = [...older.messages, ...newest.messages].map(({ text }: { text: string }) => text)
    assert.deepEqual(
      texts,
      Array.from({ length: 15 }, (_, n) => `${n}`),
    )
    assert.deepEqual([newest.more, older.more], [true, false])
  })

  it('opens the pages that people open', async () => {
    for (const path of [`/c/${site}`, `/p/webchat/panel?site=${site}`]) {
      const response = await fetch(clinic.url + path)
      assert.equal(response.status, 200, path)
      const html = await response.text()
      assert.match(html, new RegExp(`data-site="${site}"`))
      assert.match(response.headers.get('content-security-policy') ?? '', /script-src 'nonce-/)
    }
    assert.equal((await fetch(`${clinic.url}/c/nowhere`)).status, 404)
  })
})
