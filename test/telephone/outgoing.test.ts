import assert from 'node:assert/strict'
import { afterEach, before, it } from 'node:test'
import { place, type PlaceRequest } from '../../core/modules/calls/index.ts'
import { refuseContact } from '../../core/modules/dialing/index.ts'
import { addSound } from '../../core/modules/lines/service/sounds.ts'
import { transaction } from '../../core/platform/db/index.ts'
import { staff } from '../../core/testing/index.ts'
import { Agent } from '../support/agent.ts'
import { until } from '../support/until.ts'
import { tone } from './support/audio/tones.ts'
import { wav } from './support/audio/wav.ts'
import { ours, useClinic, words } from './support/clinic.ts'
import { hearEachOther, mustHear } from './support/line.ts'
import { describeTelephone } from './support/runtime.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }
/** What the words around the digits are here, in Hz. */
const codeTones = { 'code-is': 700, 'code-again': 1000 }

await describeTelephone('Staff who call a customer', () => {
  const clinic = useClinic()
  let customers = 0

  before(async () => {
    const { flow_id, ...line } = await clinic.app.db('line').first()
    const south = { number: '+862087654321', name: '广州', area: '020', flow_id }
    await clinic.app.db('line').insert({ ...line, ...south, id: undefined })
    await clinic.app.db('line').where({ id: line.id }).update({ preferred: 1 })
  })
  afterEach(() => {
    clinic.phones.mei.obeys = true
  })

  const number = () => `138001381${String(++customers).padStart(2, '0')}`

  const calls = async (to: PlaceRequest['to']) => place(clinic.app, { viewer: await clinic.as('mei'), to })

  /** mei calls: her own call, once her phone has rung. */
  async function own(to: PlaceRequest['to']) {
    await calls(to)
    return clinic.phones.mei.rings()
  }

  it('hear their own phone first, then the customer, who sees the number of the line', async () => {
    clinic.phones.mei.obeys = false
    const to = number()
    const mei = await own({ number: to })
    assert.equal(
      clinic.carrier.calls.some((call) => call.to === to),
      false,
    )
    await mei.answer()
    const anna = await clinic.carrier.rings(to)
    assert.equal(anna.from.number, ours)
    await mustHear(mei, [450])
    await anna.answer()
    await clinic.callIn('talking')
    await until('the notice was said', () => anna.media.ear.first(words.notice) !== undefined)
    await hearEachOther([anna, 440], [mei, 1300])
    await mei.hangUp()
    await anna.until('ended')
    assert.equal((await clinic.callIn('ended')).outcome, 'answered')
  })

  it('call under the number of the customer’s city', async () => {
    await own({ number: '02088886666' })
    const anna = await clinic.carrier.rings('02088886666')
    assert.equal(anna.from.number, '02087654321')
  })

  it('let the house say a code, which the customer hears to its end', async () => {
    const { app } = clinic
    const to = number()
    const anna = await clinic.rings(to)
    const { conversationId, personId } = await clinic.callIn('queued')
    await anna.hangUp()
    await clinic.callIn('ended')
    for (const key of ['code-is', 'code-again'] as const)
      await addSound(app, admin, { name: key, data: wav(tone(codeTones[key], 1)), key })
    const { id: identityId } = await app.db('identity').where({ person_id: personId, scope: 'phone' }).first()
    const mei = await new Agent(clinic.url).signIn(staff.mei.email)
    const asked = await mei.call('POST', `/conversations/${conversationId}/number-codes/call`, { identityId })
    assert.equal(asked.status, 204, asked.body)
    const called = await clinic.carrier.rings(to)
    await called.answer()
    await called.until('ended')
    const { ear } = called.media
    assert.ok((ear.first(codeTones['code-is']) ?? NaN) < (ear.first(codeTones['code-again']) ?? NaN))
    assert.equal((await clinic.callIn('ended')).outcome, 'answered')
    assert.equal((await app.db('short_text').first()).state, 'sent')
  })

  const refusals = {
    '486 Busy Here': 'busy',
    '603 Decline': 'rejected',
    '404 Not Found': 'unallocated',
    '480 Temporarily Unavailable': 'absent',
  }
  for (const [status, outcome] of Object.entries(refusals))
    it(`learn that it came to nothing: ${outcome}`, async () => {
      clinic.carrier.manner = () => ({ refuse: status })
      const mei = await own({ number: number() })
      const call = await clinic.callIn('ended')
      assert.deepEqual([call.outcome, call.answeredAt], [outcome, null])
      await mei.until('ended')
    })

  it('learn that nobody picks up', async () => {
    const to = number()
    await own({ number: to })
    const anna = await clinic.carrier.rings(to)
    await clinic.drain()
    clinic.clock.pass(46)
    await clinic.drain()
    await anna.until('ended')
    assert.deepEqual([(await clinic.callIn('ended')).outcome, anna.ending], ['no-answer', 'cancel'])
  })

  it('hang up while it rings, and nothing rings on', async () => {
    const to = number()
    const mei = await own({ number: to })
    const anna = await clinic.carrier.rings(to)
    await mei.hangUp()
    await anna.until('ended')
    const { outcome, endedBy } = await clinic.callIn('ended')
    assert.deepEqual([outcome, endedBy, anna.ending], ['abandoned', 'agent', 'cancel'])
  })

  it('cannot without a phone, whether the house knows it or not', async () => {
    await clinic.phones.mei.register(0)
    const phone = () => clinic.app.db('extension').where({ agent_id: clinic.ids.mei })
    await until('the phone is gone', async () => (await phone().first()).desk_online === 0)
    await assert.rejects(calls({ number: number() }), { message: 'calls.conflict.no-phone' })
    await phone().update({ desk_online: 1 })
    await calls({ number: number() })
    assert.equal((await clinic.callIn('ended')).outcome, 'failed')
    await clinic.phones.mei.register()
    await until('the phone is back', async () =>
      /Avail|NonQual/.test(await clinic.exchange.console('pjsip show aor 8002')),
    )
  })

  it('do not reach who has asked, since the call was placed, to be left alone', async () => {
    clinic.phones.mei.obeys = false
    const to = number()
    const mei = await own({ number: to })
    const refusal = { number: `+86${to}`, reason: '不要再打', source: 'message' } as const
    const at = clinic.app.clock().toISOString()
    await transaction(clinic.app.db, (trx) => refuseContact(trx, clinic.app, refusal, at))
    await mei.answer()
    await mei.until('ended')
    assert.equal((await clinic.callIn('ended')).outcome, 'refused')
    assert.equal(
      clinic.carrier.calls.some((call) => call.to === to),
      false,
    )
  })

  it('dial at the desk phone, through the same gate', async () => {
    const to = number()
    const mei = await clinic.phones.mei.call(to)
    const anna = await clinic.carrier.rings(to)
    assert.equal(anna.from.number, ours)
    await anna.answer()
    await clinic.callIn('talking')
    await hearEachOther([anna, 440], [mei, 1300])
    await mei.hangUp()
    await anna.until('ended')
    const abroad = await clinic.phones.mei.call('00447700900123')
    await abroad.until('ended')
    await until('mei is told why', async () => {
      const told = await clinic.app.db('event').where({ type: 'phone.refused' }).first()
      return told !== undefined && JSON.parse(told.data).message === 'dialing.refused.abroad'
    })
    assert.equal(clinic.carrier.calls.at(-1)?.to, to)
  })

  it('pay back the call that a customer is owed', async () => {
    const anna = await clinic.rings('13700137099')
    await clinic.callIn('queued')
    await anna.hangUp()
    const { personId } = await clinic.callIn('ended')
    const task = () => clinic.app.db('task').where({ person_id: personId }).first()
    assert.equal((await task()).done_at, null)
    await calls({ personId: personId ?? 0 })
    await (await clinic.carrier.rings('13700137099')).answer()
    await clinic.callIn('talking')
    const { done_by, result } = await task()
    assert.deepEqual([done_by, result], [clinic.ids.mei, 'reached'])
  })
})
