import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { type Arrival, rehearse } from '../testing/clinic.ts'
import { foreignCryptos } from '../testing/foreign-crypto.ts'
import { fromXml } from '../wire/fields.ts'
import { sign } from '../wire/signature.ts'
import { simulateOfficial } from './index.ts'

describe('Pushes of a public account', () => {
  let stage: Awaited<ReturnType<typeof rehearse<Awaited<ReturnType<typeof simulateOfficial>>>>>
  const anna = () => stage.simulator.phoneOf('anna')
  const say = (text: string) => anna().act({ type: 'say', text })
  const lines = () =>
    anna()
      .show()
      .lines.map(({ text, from }) => `${from}: ${text}`)
  const account = () => {
    const { appId, token, aesKey } = stage.simulator.settings
    return { id: String(appId), token: String(token), aesKey: String(aesKey) }
  }
  const latest = () => stage.arrived.at(-1) ?? assert.fail('nothing was pushed')

  before(async () => {
    stage = await rehearse(simulateOfficial)
    await anna().act({ type: 'follow' })
  })
  after(() => stage.stop())
  afterEach(async () => {
    await stage.simulator.settled()
    stage.simulator.mode('safe')
    stage.simulator.patience(5000)
    stage.arrived.length = 0
    stage.answers.length = 0
  })

  for (const [name, crypto] of Object.entries(foreignCryptos)) {
    it(`are signed and encrypted so that ${name} reads them`, async () => {
      const foreign = crypto(account())
      await say('你好')
      const { query, body } = latest()
      const encrypted = String(fromXml(body)?.Encrypt)
      assert.equal(query.msg_signature, foreign.sign(query.timestamp ?? '', query.nonce ?? '', encrypted))
      const { message, id } = foreign.decrypt(encrypted)
      assert.equal(id, account().id)
      assert.equal(fromXml(message)?.Content, '你好')
      assert.equal(fromXml(message)?.FromUserName, anna().id)
    })

    it(`take a passive reply that ${name} has encrypted`, async () => {
      const foreign = crypto(account())
      stage.answers.push((push) => sealed(foreign, replyTo(opened(foreign, push), '您好')))
      await say('在吗')
      assert.deepEqual(lines().slice(-2), ['patient: 在吗', 'clinic: 您好'])
    })
  }

  it('carry only the account and the ciphertext in safe mode, everything twice in compat, and no cipher in plain', async () => {
    await say('一')
    assert.deepEqual(Object.keys(fromXml(latest().body) ?? {}), ['ToUserName', 'Encrypt'])
    stage.simulator.mode('compat')
    await say('二')
    assert.equal(fromXml(latest().body)?.Content, '二')
    assert.ok(fromXml(latest().body)?.Encrypt)
    stage.simulator.mode('plain')
    await say('三')
    const { body, query } = latest()
    assert.equal(fromXml(body)?.Content, '三')
    assert.equal(query.encrypt_type, undefined)
    assert.equal(query.signature, sign(account().token, query.timestamp ?? '', query.nonce ?? ''))
  })

  it('come three times more where no answer comes, signed anew, and then the patient is told', async () => {
    stage.simulator.patience(250)
    stage.answers.push(...Array(4).fill(() => 'hang'))
    await say('有人吗')
    await stage.simulator.settled()
    assert.equal(stage.arrived.length, 4)
    assert.equal(new Set(stage.arrived.map(({ body }) => body)).size, 1)
    assert.equal(new Set(stage.arrived.map(({ query }) => query.nonce)).size, 4)
    assert.deepEqual(lines().slice(-2), [
      'patient: 有人吗',
      'provider: 该公众号提供的服务出现故障，请稍后再试',
    ])
  })

  it('stop coming as soon as one was answered', async () => {
    stage.simulator.patience(1500)
    stage.answers.push(
      () => 500,
      () => 'hang',
    )
    await say('再试')
    await stage.simulator.settled()
    assert.equal(stage.arrived.length, 3)
    assert.equal(lines().at(-1), 'patient: 再试')
  })

  it('are not pleased by anything but success, nothing, or a reply to this patient', async () => {
    const foreign = foreignCryptos['@wecom/crypto']?.(account()) ?? assert.fail()
    const garbage: ((push: Arrival) => string)[] = [
      () => '{"ok":true}',
      () => 'success\n',
      (push) => replyTo(opened(foreign, push), '明文'),
      (push) => sealed(foreign, replyTo({ ...opened(foreign, push), FromUserName: 'somebody' }, '您好')),
      (push) =>
        sealed(foreign, replyTo(opened(foreign, push), '您好')).replace(/<MsgSignature>./, '<MsgSignature>x'),
    ]
    for (const reply of garbage) {
      stage.answers.push(reply)
      await say('你好')
      assert.match(lines().at(-1) ?? '', /^provider: 该公众号/)
    }
    stage.answers.push(() => '')
    await say('你好')
    assert.equal(lines().at(-1), 'patient: 你好')
  })

  it('verify the address by an echo that must come back as it is', async () => {
    stage.answers.push(({ query }) => query.echostr ?? '')
    assert.equal(await stage.simulator.verify(), true)
    const { query, method } = latest()
    assert.equal(method, 'GET')
    assert.equal(query.signature, sign(account().token, query.timestamp ?? '', query.nonce ?? ''))
    stage.answers.push(({ query: asked }) => `${asked.echostr}\n`)
    assert.equal(await stage.simulator.verify(), false)
  })

  it('come with the old key for a while after it was changed', async () => {
    const before = foreignCryptos['@wecom/crypto']?.(account())
    stage.simulator.rotate(1)
    const now = foreignCryptos['@wecom/crypto']?.(account())
    await say('旧')
    assert.equal(
      fromXml(before?.decrypt(String(fromXml(latest().body)?.Encrypt)).message ?? '')?.Content,
      '旧',
    )
    await say('新')
    assert.equal(fromXml(now?.decrypt(String(fromXml(latest().body)?.Encrypt)).message ?? '')?.Content, '新')
  })

  it('come twice, or late and in another order, when that is asked for', async () => {
    stage.simulator.mode('plain')
    stage.simulator.disturb('duplicate')
    await say('两次')
    await stage.simulator.settled()
    assert.equal(new Set(stage.arrived.map(({ body }) => body)).size, 1)
    assert.equal(stage.arrived.length, 2)
    stage.simulator.disturb('hold', 2)
    await say('先')
    await say('后')
    await stage.simulator.settled()
    assert.equal(stage.arrived.length, 2)
    stage.simulator.release()
    await stage.simulator.settled()
    assert.deepEqual(
      stage.arrived.slice(2).map(({ body }) => fromXml(body)?.Content),
      ['后', '先'],
    )
  })

  it('bring whatever a test wants to see pushed', async () => {
    stage.simulator.mode('plain')
    await stage.simulator.push('anna', { MsgType: 'hologram', MsgId: 7300000000000000001n })
    assert.equal(fromXml(latest().body)?.MsgType, 'hologram')
    assert.equal(fromXml(latest().body)?.FromUserName, anna().id)
  })
})

type Foreign = NonNullable<ReturnType<(typeof foreignCryptos)[string]>>

function opened(foreign: Foreign, push: Arrival): Record<string, unknown> {
  return fromXml(foreign.decrypt(String(fromXml(push.body)?.Encrypt)).message) ?? {}
}

function replyTo({ FromUserName, ToUserName }: Record<string, unknown>, text: string): string {
  return `<xml><ToUserName>${FromUserName}</ToUserName><FromUserName>${ToUserName}</FromUserName><CreateTime>1768449600</CreateTime><MsgType>text</MsgType><Content><![CDATA[${text}]]></Content></xml>`
}

function sealed(foreign: Foreign, reply: string): string {
  const encrypted = foreign.encrypt(reply)
  const signature = foreign.sign('1768449600', '42', encrypted)
  return `<xml><Encrypt>${encrypted}</Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1768449600</TimeStamp><Nonce>42</Nonce></xml>`
}
