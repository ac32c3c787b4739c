import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import sharp from 'sharp'
import sms from '../plugins/sms/index.ts'
import webchat from '../plugins/webchat/index.ts'
import { eachDatabase } from './support/databases.ts'
import { postForm } from './support/form.ts'
import { transaction } from '../core/platform/db/index.ts'
import { signedIn, testApp, type TestApp } from '../core/testing/index.ts'
import { addChannel } from '../core/modules/channels/index.ts'
import { savePrivacy, writeSetting } from '../core/modules/clinic/index.ts'
import { receive, reply } from '../core/modules/conversations/index.ts'
import { refuseContact } from '../core/modules/dialing/index.ts'
import { confirmCode, requestCode } from '../core/modules/texting/index.ts'
import { addressOf, makeLink, resendLink, revokeLink } from '../core/modules/sidelinks/making.ts'
import type { SideLink, Want } from '../core/modules/sidelinks/link.ts'
import { codeOf } from '../core/modules/sidelinks/token.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
const number = '+8613800138000'

eachDatabase('A link for what a channel cannot carry', ({ create }) => {
  let test: TestApp
  let photo: Buffer
  let ids: { site: number; gateway: number }

  before(async () => {
    test = await testApp({ plugins: [webchat, sms], database: (await create()).options })
    const site = { plugin: 'webchat', kind: 'site', name: '官网', settings: { title: '官网' } }
    const gateway = { plugin: 'sms', kind: 'aliyun', name: '短信', rehearsal: true }
    ids = {
      site: await addChannel(test.app, admin, site),
      gateway: await addChannel(test.app, admin, gateway),
    }
    await test.drain()
    const plain = { width: 40, height: 30, channels: 3 as const, background: '#c88' }
    photo = await sharp({ create: plain }).jpeg().toBuffer()
  })
  after(() => test.stop())

  it('goes to a phone, brings the photo into the same conversation, and proves the number', async () => {
    const { conversationId, numberId } = await customer(test, ids)
    const hao = await test.as('hao')
    const link = await ask(['photo'], conversationId, `sms:${numberId}`)
    await test.drain()
    const address = /https?:\S+\/s\/\S+/.exec(lastText(test, ids.gateway))?.[0] ?? ''
    assert.equal(new URL(address).pathname, new URL(addressOf(test.app, link, test.url)).pathname)

    assert.equal((await fetch(address)).status, 200)
    assert.deepEqual(await proofOf(test, numberId), 'claimed', 'who only looks where it leads proves nothing')
    assert.equal((await row(test, link)).opened_at, null)

    assert.equal((await send(address, { want: 'photo' }, { photo: [photo, photo] })).status, 303)
    const said = await test.app.db('message').where({ conversation_id: conversationId, kind: 'image' })
    assert.equal(said.length, 1)
    assert.equal((await test.app.db('message_file').where({ message_id: said[0].id })).length, 2)
    assert.equal(await proofOf(test, numberId), 'verified')
    assert.ok((await row(test, link)).used_at)

    await reply(test.app, hao, conversationId, { clientId: randomUUID(), text: '收到照片了' })
    const answer = await test.app.db('message').where({ text: '收到照片了' }).first()
    assert.equal(answer.channel_id, ids.site, 'answers go on where the customer is')
  })

  it('takes the same form twice as one, and tells nothing of the clinic', async () => {
    const { conversationId } = await customer(test, ids)
    const address = addressOf(test.app, await ask(['photo', 'form'], conversationId, 'qr'), test.url)
    const uid = randomUUID()
    for (const _ of [1, 2]) await send(address, { want: 'form', uid, name: '安娜', about: '祛斑', phone: '' })
    const said = await test.app.db('message').where({ conversation_id: conversationId, kind: 'text', uid })
    assert.deepEqual(
      said.map(({ text }) => text),
      ['姓名：安娜\n事项：祛斑'],
    )
    const page = await fetch(address)
    const html = await page.text()
    for (const secret of ['安娜', '郝医生', '13800138000', '138****', '您好'])
      assert.ok(!html.includes(secret), secret)
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
    assert.match(page.headers.get('x-robots-tag') ?? '', /noindex/)
    assert.equal(page.headers.get('set-cookie'), null)
  })

  it('takes no file but what was asked for, nothing that was not, and nothing when it is over', async () => {
    const { conversationId } = await customer(test, ids)
    const link = await ask(['photo'], conversationId, 'qr')
    const address = addressOf(test.app, link, test.url)
    const page = Buffer.from('<html><script>alert(1)</script></html>')
    assert.equal((await send(address, { want: 'photo' }, { photo: [page] })).status, 422)
    assert.equal((await send(address, { want: 'photo' })).status, 422)
    assert.equal((await send(address, { want: 'form', name: 'x', about: 'y' })).status, 422)
    assert.equal((await send(address, { want: 'photo', uid: 'no uid' }, { photo: [photo] })).status, 422)
    assert.equal((await fetch(`${test.url}/s/${'A'.repeat(22)}`)).status, 410)

    const about = { conversationId, id: link.id }
    await revokeLink(test.app, await test.as('hao'), about)
    assert.equal((await send(address, { want: 'photo' }, { photo: [photo] })).status, 410)
    await assert.rejects(resendLink(test.app, await test.as('hao'), { ...about, origin: test.url }))
    const old = addressOf(test.app, await ask(['photo'], conversationId, 'qr'), test.url)
    test.clock.pass(31 * 60)
    assert.equal((await fetch(old)).status, 410)
    assert.equal(
      await count(test, 'message', { conversation_id: conversationId, kind: 'image' }),
      0,
      'nothing came through',
    )
  })

  it('is opened once by the digits that were spoken, which nobody finds by trying', async () => {
    const { conversationId } = await customer(test, ids)
    const link = await ask(['photo'], conversationId, 'code')
    const enter = (code: string) =>
      fetch(`${test.url}/s`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ code }) })
    const code = codeOf(test.app.vault, link.uid)
    const opened = await enter(`${code.slice(0, 3)} ${code.slice(3)}`)
    assert.equal(
      new URL(opened.headers.get('location') ?? '', test.url).href,
      addressOf(test.app, link, test.url),
    )
    const statuses = []
    for (const _ of Array.from({ length: 7 })) statuses.push((await enter(code)).status)
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429, 429])
    test.clock.pass(601)
  })

  it('follows the conversation to whomever it turns out to be', async () => {
    const [one, other] = [await customer(test, ids), await customer(test, ids)]
    const address = addressOf(test.app, await ask(['location'], one.conversationId, 'qr'), test.url)
    const { db } = test.app
    await db('conversation').where({ id: other.conversationId }).update({ status: 'closed' })
    await db('conversation').where({ id: one.conversationId }).update({ person_id: other.personId })
    await send(address, { want: 'location', latitude: '31.23', longitude: '121.47', label: '人民广场' })
    const said = await db('message').where({ conversation_id: one.conversationId, kind: 'location' }).first()
    const identity = await db('identity').where({ id: said.identity_id }).first()
    assert.equal(identity.person_id, other.personId)
  })

  it('asks for consent where the clinic has a text, and keeps which one it was', async () => {
    const { conversationId, personId } = await customer(test, ids)
    await savePrivacy(test.app, admin, { text: '照片仅用于面诊。', url: '' })
    const address = addressOf(test.app, await ask(['photo'], conversationId, 'qr'), test.url)
    assert.match(await (await fetch(address)).text(), /照片仅用于面诊/)
    assert.equal((await send(address, { want: 'photo' }, { photo: [photo] })).status, 422)
    const agreed = await send(address, { want: 'photo', agreed: 'true' }, { photo: [photo] })
    assert.equal(agreed.status, 303)
    const identities = test.app.db('identity').where({ person_id: personId }).select('id')
    assert.equal((await test.app.db('consent').whereIn('identity_id', identities)).length, 1)
    assert.equal((await send(address, { want: 'photo' }, { photo: [photo] })).status, 303)
  })

  it('proves a number by the code that is read out, and not by guessing', async () => {
    const { conversationId, numberId } = await customer(test, ids)
    const hao = await test.as('hao')
    const confirm = (code: string) => confirmCode(test.app, hao, { conversationId, code })
    await assert.rejects(confirm('123456'), /no-code/)
    await requestCode(test.app, hao, { conversationId, identityId: numberId })
    await test.drain()
    const code = /验证码 (\d{6})/.exec(lastText(test, ids.gateway))?.[1] ?? ''
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    for (const _ of Array.from({ length: 5 })) await assert.rejects(confirm(wrong), /refused\.code/)
    await assert.rejects(confirm(code), /tries/)
    await requestCode(test.app, hao, { conversationId, identityId: numberId })
    await test.drain()
    await confirm(/验证码 (\d{6})/.exec(lastText(test, ids.gateway))?.[1] ?? '')
    assert.equal(await proofOf(test, numberId), 'verified')
    await assert.rejects(
      test
        .as('yun')
        .then((yun) => requestCode(test.app, yun, { conversationId: 999_999, identityId: numberId })),
    )
  })

  it('writes to nobody who asked for none, and not beyond the limits of the hour and the day', async () => {
    const { conversationId, numberId, personId } = await customer(test, ids)
    const way = `sms:${numberId}`
    await writeSetting(test.app.db, 'texting', { perDay: 0 })
    await assert.rejects(ask(['photo'], conversationId, way), /refused\.day/)
    await writeSetting(test.app.db, 'texting', { perDay: 500 })
    for (const _ of Array.from({ length: 5 })) await ask(['photo'], conversationId, way)
    await assert.rejects(ask(['photo'], conversationId, way), /refused\.often/)
    test.clock.pass(3601)
    const before = await count(test, 'side_link', { conversation_id: conversationId })
    await refuse(test, personId)
    await assert.rejects(ask(['photo'], conversationId, way), /refused\.unwilling/)
    assert.equal(await count(test, 'side_link', { conversation_id: conversationId }), before)
  })

  it('keeps how long links work and how many messages leave, which agents may not change', async () => {
    const [lin, hao] = [await test.as('lin'), await test.as('hao')]
    const page = '/admin/side-links'
    assert.equal((await test.server.inject({ url: page, auth: signedIn(hao) })).statusCode, 403)
    const wrong = await postForm(test.server, lin, page, { minutes: '2', perDay: '10' })
    assert.equal(wrong.statusCode, 422)
    const { statusCode } = await postForm(test.server, lin, page, { minutes: '60', perDay: '10' })
    assert.equal(statusCode, 303)
    const { payload } = await test.server.inject({ url: page, auth: signedIn(lin) })
    assert.match(payload, /value="60"[^]*value="10"/)
    assert.match(payload, /138\*\*\*\*8000/)
    assert.doesNotMatch(payload, /13800138000/)
    const { conversationId } = await customer(test, ids)
    const { createdAt, expiresAt } = await ask(['photo'], conversationId, 'qr')
    assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 3_600_000)
  })

  async function ask(wants: Want[], conversationId: number, way: string): Promise<SideLink> {
    return makeLink(test.app, await test.as('hao'), conversationId, { wants, way, origin: test.url })
  }
})

/** Somebody new who writes in the web chat and has told a number. */
async function customer(test: TestApp, { site }: { site: number }) {
  const { db } = test.app
  const who = `visitor-${randomUUID()}`
  const { message } = await receive(test.app, { id: site }, { who, uid: randomUUID(), text: '您好' })
  const { conversation_id: conversationId } = await db('message').where({ uid: message.uid }).first()
  const { person_id: personId } = await db('conversation').where({ id: conversationId }).first()
  const told = { person_id: personId, scope: 'phone', external_id: number, proof: 'claimed', created_at: '' }
  const [{ id: numberId }] = await db('identity').insert(told).returning('id')
  return { conversationId, personId, numberId }
}

async function send(address: string, fields: Record<string, string>, files: Record<string, Buffer[]> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ uid: randomUUID(), ...fields })) form.set(name, value)
  for (const [name, all] of Object.entries(files))
    for (const data of all) form.append(name, new Blob([new Uint8Array(data)]), `${name}.jpg`)
  return fetch(address, { method: 'POST', body: form, redirect: 'manual' })
}

function lastText(test: TestApp, gateway: number): string {
  return test.app.channels.simulator(gateway)?.phone.show().lines.at(-1)?.text ?? ''
}

async function proofOf({ app }: TestApp, identityId: number): Promise<string> {
  return (await app.db('identity').where({ id: identityId }).first('proof')).proof
}

async function row({ app }: TestApp, { id }: SideLink) {
  return app.db('side_link').where({ id }).first()
}

async function count({ app }: TestApp, table: string, where: object): Promise<number> {
  return (await app.db(table).where(where)).length
}

async function refuse({ app }: TestApp, personId: number) {
  const refusal = { personId, by: 'sms' as const, reason: '别发短信', source: 'agent' as const, agentId: 1 }
  await transaction(app.db, (trx) => refuseContact(trx, app, refusal, app.clock().toISOString()))
}
