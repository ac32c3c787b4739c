import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
import { createFetch } from '../../platform/fetch/index.ts'
import type { Settings } from '../../plugin/index.ts'
import type { DestinationKind } from './destination.ts'
import type { Note } from './note.ts'
import { senders } from './senders/index.ts'
import { type Answer, startMailServer, startPeer } from './testing/peers.ts'

const note: Note = {
  id: 'alert_7',
  kind: 'timer.breached',
  level: 'urgent',
  heading: '光年医美 · 紧急',
  title: '王** 等了 2 分钟 [这里](http://evil.test)',
  lines: ['<font color="red">快点</font>'],
  url: 'https://desk.test/desk?conversation=7',
  look: '查看',
  at: '2026-01-15T04:00:00.000Z',
}
const now = new Date('2026-01-15T04:00:07.900Z')
const fetch = createFetch({ allowed: ['127.0.0.1'] })
const config = { allowPrivateHosts: ['127.0.0.1'] }
// Somebody else's arithmetic: neither our helper nor our library.
const openssl = (key: string, text: string) =>
  execFileSync('openssl', ['dgst', '-sha256', '-hmac', key, '-binary'], { input: text }).toString('base64')

const quotedPrintable = (text: string) => {
  const joined = text.replace(/=\r\n/g, '').replace(/%/g, '=25')
  return decodeURIComponent(joined.replace(/=([0-9A-F]{2})/g, '%$1'))
}

async function tell(kind: DestinationKind, settings: Settings, answer: Answer) {
  const peer = await startPeer(answer)
  try {
    const addressed = {
      ...settings,
      [settings['server'] === '' ? 'server' : 'url']: peer.url + '/hook?key=k',
    }
    if (settings['server'] === '') addressed['server'] = peer.url
    await senders[kind]({ fetch, clock: () => now, config }, addressed, note)
    const [first] = peer.arrived
    assert.ok(first)
    return { ...first, json: JSON.parse(first.body) }
  } finally {
    await peer.stop()
  }
}

describe('What a group robot is told', () => {
  it('is Markdown for 企业微信, where nothing that a customer wrote links or marks', async () => {
    const { json } = await tell('wecom', {}, { body: { errcode: 0, errmsg: 'ok' } })
    assert.equal(json.msgtype, 'markdown')
    assert.match(json.markdown.content, /^<font color="warning">光年医美 · 紧急<\/font>/)
    assert.match(json.markdown.content, /\[查看\]\(https:\/\/desk\.test\/desk\?conversation=7\)$/)
    assert.ok(!json.markdown.content.includes('[这里]'))
    assert.equal(json.markdown.content.match(/<font/g)?.length, 1)
  })

  it('carries the signature that 钉钉 computes from its secret', async () => {
    const { path } = await tell('dingtalk', { secret: 'SECabc' }, { body: { errcode: 0 } })
    const query = new URL(path, 'http://x').searchParams
    const timestamp = String(now.getTime())
    assert.equal(query.get('timestamp'), timestamp)
    assert.equal(query.get('sign'), openssl('SECabc', `${timestamp}\nSECabc`))
    assert.equal(query.get('key'), 'k')
  })

  it('carries the signature that 飞书 computes, with the secret in the key and nothing signed', async () => {
    const { json } = await tell('feishu', { secret: 'hush' }, { body: { code: 0 } })
    assert.equal(json.timestamp, '1768449607')
    assert.equal(json.sign, openssl('1768449607\nhush', ''))
    assert.equal(json.content.post.zh_cn.title, '光年医美 · 紧急')
  })

  it('is refused in words: what only an admin can mend for good, what was too fast for a while', async () => {
    const refusals: [DestinationKind, unknown, RegExp, boolean][] = [
      ['wecom', { errcode: 93000, errmsg: 'invalid webhook url' }, /reason\.no-robot 93000 invalid/, true],
      ['wecom', { errcode: 45009, errmsg: 'api freq out of limit' }, /reason\.too-many/, false],
      ['dingtalk', { errcode: 310000, errmsg: 'sign not match' }, /reason\.safety 310000 sign/, true],
      ['feishu', { code: 19024, msg: 'Key Words Not Found' }, /reason\.safety 19024/, true],
      ['feishu', { code: 5, msg: 'internal' }, /^5 internal$/, false],
    ]
    for (const [kind, body, message, permanent] of refusals)
      await assert.rejects(tell(kind, {}, { body }), { message, permanent })
  })
})

describe('What a phone is told', () => {
  it('names the device to Bark, and breaks through where it is urgent', async () => {
    const { path, json } = await tell('bark', { server: '', key: 'dev1' }, { body: { code: 200 } })
    assert.equal(path, '/push')
    assert.equal(json.device_key, 'dev1')
    assert.equal(json.level, 'timeSensitive')
    assert.match(json.body, /王\*\* 等了 2 分钟/)
  })

  it('goes to the topic of ntfy with the token, as its most important', async () => {
    const { json, headers } = await tell('ntfy', { server: '', topic: 'desk', token: 'tk_1' }, { body: {} })
    assert.equal(json.topic, 'desk')
    assert.equal(json.priority, 5)
    assert.equal(json.click, note.url)
    assert.equal(headers['authorization'], 'Bearer tk_1')
  })
})

describe('What a program is told', () => {
  it('can be checked as Standard Webhooks says, and told from a repeat', async () => {
    const { headers, body, json } = await tell('webhook', { secret: 'a-secret-of-ours' }, { body: {} })
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    assert.equal(headers['webhook-signature'], `v1,${openssl('a-secret-of-ours', signed)}`)
    assert.equal(headers['webhook-id'], 'alert_7')
    assert.equal(json.type, 'timer.breached')
    assert.equal(json.data.level, 'urgent')
  })

  it('is not tried again where the other side says that it is wrong, and is where it is broken', async () => {
    const secret = 'a-secret-of-ours'
    const wrong = { message: /reason\.refused HTTP 404/, permanent: true }
    await assert.rejects(tell('webhook', { secret }, { status: 404, body: {} }), wrong)
    const broken = { message: /HTTP 502/, permanent: false }
    await assert.rejects(tell('webhook', { secret }, { status: 502, body: {} }), broken)
    const fast = { message: /too-many/, permanent: false, retryAfter: 60 }
    await assert.rejects(tell('webhook', { secret }, { status: 429, body: {} }), fast)
  })

  it('never reaches an address inside the house that nobody allowed', async () => {
    const settings = { url: 'http://10.0.0.7/', secret: 'x' }
    const out = { fetch: createFetch(), clock: () => now, config }
    await assert.rejects(senders.webhook(out, settings, note), { message: /private/, permanent: true })
  })
})

describe('An e-mail', () => {
  let server: Awaited<ReturnType<typeof startMailServer>>
  before(async () => void (server = await startMailServer('desk', 'right')))
  after(() => server.stop())

  const mail = (change: Settings = {}, hosts = ['127.0.0.1']) =>
    senders.email(
      { fetch, clock: () => now, config: { allowPrivateHosts: hosts } },
      {
        to: 'lin@clinic.test, mei@clinic.test',
        from: 'desk@clinic.test',
        host: '127.0.0.1',
        port: server.port,
        security: 'none',
        user: 'desk',
        password: 'right',
        ...change,
      },
      note,
    )

  it('reaches the mailboxes with what happened and where to look', async () => {
    await mail()
    const [sent = ''] = server.mails
    assert.match(sent, /^To: lin@clinic\.test, mei@clinic\.test$/m)
    assert.match(sent, /^Message-ID: <alert_7@clinic\.test>$/im)
    assert.match(quotedPrintable(sent), /王\*\* 等了 2 分钟[^]*desk\.test\/desk\?conversation=7/)
  })

  it('says that the password is wrong, and stops there', async () => {
    await assert.rejects(mail({ password: 'left' }), { message: /reason\.password .*535/, permanent: true })
  })

  it('is tried again where nobody answers, and not where the server may not be reached', async () => {
    await assert.rejects(mail({ port: 1 }), { message: /reason\.unreachable/, permanent: false })
    await assert.rejects(mail({}, []), { message: /reason\.private/, permanent: true })
  })
})
