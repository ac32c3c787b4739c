import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { postForm } from '../../../test/support/form.ts'
import { openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'
import { transaction } from '../../platform/db/index.ts'
import { signedIn } from '../../testing/index.ts'
import { refuseContact } from '../dialing/index.ts'
import { sumsSince } from './store/phone.ts'

const anna = '+8613800138000'

eachDatabase('A code by call', ({ create }) => {
  let board: Switchboard
  afterEach(() => board.stop())

  /** anna has called before, so that there is a conversation, and a number of hers to prove. */
  async function open() {
    board = await openSwitchboard((await create()).options)
    const { app, exchange, happens, rings, server } = board
    await rings('anna')
    await happens(() => exchange.hangUp('13800138000'))
    const { conversationId: id, personId } = await board.call()
    const contact = app.db('identity').where({ person_id: personId, scope: 'phone' }).first()
    const { id: identityId } = await contact.clone()
    const hao = await board.as('hao')
    const post = (end: string, form: Record<string, string>) =>
      postForm(server, hao, `/conversations/${id}/number-codes${end}`, form)
    const sheet = () => server.inject({ url: `/conversations/${id}/side-links`, auth: signedIn(hao) })
    return {
      asks: () => post('/call', { identityId: String(identityId) }),
      reads: (code: string) => post('/confirmation', { code }),
      sheet: async () => (await sheet()).payload,
      proof: async () => (await contact.clone()).proof,
    }
  }

  it('is said twice to whoever answers, and proves the number once it is read out', async () => {
    const { asks, reads, sheet, proof } = await open()
    const { app, exchange, happens } = board
    await happens(asks)
    assert.match(await sheet(), /正在拨打/)
    await happens(() => exchange.pickUp(anna))
    const digits = spoken()
    const code = digits.slice(0, 6).join('')
    assert.deepEqual([digits.length, digits.slice(6).join('')], [12, code])
    assert.deepEqual(exchange.hears('801'), [], 'nobody of staff is in the call')
    await happens(() => exchange.playOut())
    const { outcome, purpose, talkMs } = await board.call()
    assert.deepEqual([outcome, purpose, talkMs !== null], ['answered', 'code', true])
    assert.deepEqual([...exchange.floor.legs.keys()], [])
    assert.match(await sheet(), /验证码已语音播报/)
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    assert.equal((await reads(wrong)).statusCode, 422)
    assert.equal(await proof(), 'channel')
    assert.equal((await reads(code)).statusCode, 303)
    assert.equal(await proof(), 'verified')
    assert.equal((await app.db('agent_line').whereNotNull('call_id')).length, 0)
    const sums = await sumsSince(app.db, board.ids.hao, '')
    assert.deepEqual(sums, { talked: 0, others: 0, talkMs: 0 }, 'the house called, and not hao')
  })

  it('stands nowhere in the database while the call lasts, and is said again by a process that goes on', async () => {
    const { asks } = await open()
    const { app, exchange, happens, restart } = board
    const live = async () => String((await app.db('call').whereNotNull('live').first('live')).live)
    const said = /house-number|code-is/
    await happens(asks)
    assert.doesNotMatch(await live(), said)
    await happens(() => exchange.pickUp(anna))
    assert.doesNotMatch(await live(), said)
    const before = spoken()
    await restart()
    assert.deepEqual([before.length, spoken()], [12, before])
  })

  it('says why the customer has not heard it', async () => {
    const { asks, sheet } = await open()
    const { exchange, happens } = board
    exchange.refuse(anna, 'busy')
    await happens(asks)
    assert.equal((await board.call()).outcome, 'busy')
    assert.match(await sheet(), /语音验证码没有打通: [^<]+/)
  })

  it('is not said beyond the limit of the number, nor to who wants no calls', async () => {
    const { asks } = await open()
    const { app, exchange, happens } = board
    await happens(asks)
    await happens(() => exchange.pickUp(anna))
    await happens(() => exchange.playOut())
    const { id: _, ...text } = await app.db('short_text').first()
    const sent = () => ({ ...text, uid: randomUUID(), call_id: null })
    await app.db('short_text').insert([sent(), sent(), sent(), sent()])
    const calls = await count('call')
    const often = await asks()
    assert.deepEqual([often.statusCode, /验证码太多了/.test(often.payload)], [422, true])
    board.clock.pass(3601)
    const refusal = { number: anna, by: 'call' as const, source: 'agent' as const, reason: '' }
    const at = board.clock.now().toISOString()
    await transaction(app.db, (trx) => refuseContact(trx, app, refusal, at))
    assert.match((await asks()).payload, /表示请勿致电/)
    assert.deepEqual([await count('call'), await count('short_text')], [calls, 5])
  })

  function spoken(): string[] {
    const [playback] = board.exchange.floor.playbacks.values()
    const urls = (playback?.sounds ?? []).flatMap((sound) => ('url' in sound ? sound.url : []))
    return urls.flatMap((url) => /house-number-(\d)\.wav/.exec(url)?.[1] ?? [])
  }

  async function count(table: string): Promise<number> {
    return (await board.app.db(table)).length
  }
})
