import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pushOf, said } from './simulator/push/pushes.ts'
import { signedQuery } from './simulator/push/signature.ts'
import { type Clinic, heardBy, openClinic, pushTo } from './testing/stage.ts'

const anna = '2489518277'

describe('The callback', () => {
  let clinic: Clinic
  before(async () => {
    clinic = await openClinic()
  })
  after(() => clinic.stop())

  const push = (text: string, uid = anna) => pushOf(clinic.town.weibo.world, uid, said(text))
  const count = async () => (await heardBy(clinic)).flat().length

  it('echoes the word of Weibo, and of nobody else', async () => {
    const { weibo } = clinic.town
    assert.ok(await weibo.verify())
    const strange = signedQuery('another-secret', clinic.town.stage.now(), '1', { echostr: '<b>1</b>' })
    const answer = await clinic.server.inject(`/hooks/weibo/${clinic.key}?${strange}`)
    assert.deepEqual([answer.statusCode, answer.payload], [401, ''])
  })

  it('echoes no page', async () => {
    const { secret } = clinic.town.weibo.world.account
    const query = signedQuery(secret, clinic.town.stage.now(), '1', { echostr: '<script>1</script>' })
    const { headers } = await clinic.server.inject(`/hooks/weibo/${clinic.key}?${query}`)
    assert.match(String(headers['content-type']), /^text\/plain/)
  })

  it('takes no push that is not signed, or signed long ago', async () => {
    const { server, key, town } = clinic
    const url = `/hooks/weibo/${key}/?signature=${'0'.repeat(40)}&timestamp=${town.stage.now()}&nonce=1`
    assert.equal((await server.inject({ method: 'POST', url, payload: push('假的') })).statusCode, 401)
    for (const away of [301_000, -301_000])
      assert.equal((await pushTo(clinic, push('旧的'), town.stage.now() + away)).status, 401)
    await clinic.drain()
    assert.equal(await count(), 0)
  })

  it('answers empty at once, and works on it afterwards', async () => {
    assert.deepEqual(await pushTo(clinic, push('您好')), { status: 200, body: '' })
    await clinic.drain()
    assert.deepEqual(await heardBy(clinic), [['in 您好']])
  })

  it('takes what comes again as one, in the same second or after it was worked on', async () => {
    const twice = push('再问一下')
    await Promise.all([pushTo(clinic, twice), pushTo(clinic, twice), pushTo(clinic, twice)])
    await clinic.drain()
    assert.equal((await pushTo(clinic, twice)).status, 200)
    await clinic.drain()
    assert.deepEqual(await heardBy(clinic), [['in 您好', 'in 再问一下']])
  })

  it('keeps somebody with twenty digits apart from their neighbour', async () => {
    for (const uid of ['10000000000000000001', '10000000000000000002'])
      await pushTo(clinic, push(`我是 ${uid}`, uid))
    await clinic.drain()
    const people = await clinic.app.db('identity').pluck('external_id')
    assert.deepEqual(people.toSorted(), ['10000000000000000001', '10000000000000000002', anna])
  })

  for (const [what, body] of Object.entries({
    XML: '<xml><FromUserName>1</FromUserName></xml>',
    'nothing at all': '',
    'another encoding': Buffer.from([0x7b, 0x22, 0xc4, 0xfa]),
    'lists without end': '['.repeat(500_000),
    'an unknown type': '{"type":"hologram","sender_id":1,"receiver_id":1902538057}',
    'an unknown event': '{"type":"event","sender_id":1,"receiver_id":1902538057,"data":{"subtype":"dance"}}',
    'a push for another account': '{"type":"text","text":"?","sender_id":1,"receiver_id":2}',
  }))
    it(`answers 200 to ${what}, and stores nothing`, async () => {
      const before = await count()
      const lines = clinic.log.length
      assert.deepEqual(await pushTo(clinic, body), { status: 200, body: '' })
      await clinic.drain()
      assert.equal(await count(), before)
      assert.ok(clinic.log.slice(lines).some((line) => line.includes('weibo.push-ignored')))
    })

  it('refuses more than a megabyte', async () => {
    assert.equal((await pushTo(clinic, push('好'.repeat(400_000)))).status, 413)
  })
})
