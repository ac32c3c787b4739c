import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { EndCause } from '../../../../plugin/index.ts'
import type { Outcome } from '../../call.ts'
import { annaNumber, flow, hao, house, Trial } from '../../../../../test/support/calls/trial.ts'

const anna = 'c1.customer'
const ringing = (of = house()) => Trial.outgoing(of).pickUp(hao)

describe('A call to a customer', () => {
  it('rings the agent first, whose own phone picks up by itself', () => {
    const trial = Trial.outgoing()
    const dialled = trial.commands.flat().find((command) => command.do === 'dial')
    assert.deepEqual([dialled?.call.to, dialled?.call.auto], [{ phone: '8003' }, true])
    assert.equal(trial.live.legs[anna], undefined)
    assert.equal(trial.live.state, 'dialling')
  })

  it('then the customer, who sees our number, while the agent hears it ring', () => {
    const trial = ringing()
    const call = { to: { number: annaNumber }, from: { number: '+862150000000' }, timeout: 45 }
    const dialled = trial.commands.flat().find((command) => command.do === 'dial')
    assert.deepEqual(dialled, { do: 'dial', leg: anna, call })
    assert.deepEqual(trial.hears(hao), ['tone'])
  })

  it('is recorded once the customer has heard the notice', () => {
    const trial = ringing().pickUp(anna)
    assert.deepEqual([trial.hears(anna), trial.live.recording], [[String(hao), 'words'].sort(), null])
    trial.sayOut()
    assert.equal(trial.live.recording?.paused, false)
  })

  it('says the notice again where the customer was put on hold before its end', () => {
    const trial = ringing().pickUp(anna).act(hao, { do: 'hold' })
    assert.deepEqual(trial.hears(anna), ['music'])
    assert.ok(trial.act(hao, { do: 'resume' }).hears(anna).includes('words'))
  })

  it('is not recorded on a line without a notice', () => {
    const trial = ringing(house({ flow: { ...flow, notice: undefined } })).pickUp(anna)
    assert.deepEqual([trial.hears(anna), trial.live.recording], [[String(hao)], null])
  })

  const causes: [EndCause, Outcome, string][] = [
    ['busy', 'busy', 'customer'],
    ['rejected', 'rejected', 'customer'],
    ['normal', 'rejected', 'customer'],
    ['no-answer', 'no-answer', 'system'],
    ['absent', 'absent', 'system'],
    ['unallocated', 'unallocated', 'system'],
    ['congestion', 'failed', 'system'],
    ['unreachable', 'failed', 'system'],
  ]
  for (const [cause, outcome, by] of causes)
    it(`that ends early with ${cause} is ${outcome}`, () => {
      const trial = ringing().hangUp(anna, cause, 17)
      assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome, by, code: 17 })
      assert.deepEqual([trial.floor.legs.size, trial.told('left'), trial.told('owed')], [0, 1, 0])
    })

  it('is given up by the agent', () => {
    for (const trial of [ringing().hangUp(hao), ringing().act(hao, { do: 'hang-up' })]) {
      assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome: 'abandoned', by: 'agent' })
      assert.equal(trial.floor.legs.size, 0)
    }
  })

  it('comes to nothing where the agent does not pick up', () => {
    for (const trial of [Trial.outgoing().hangUp(hao, 'no-answer'), Trial.outgoing().expire('ring')]) {
      assert.deepEqual([trial.fact('ended').outcome, trial.told('passed')], ['failed', 1])
      assert.equal(trial.floor.legs.size, 0)
    }
  })

  it('ends after ringing long enough', () => {
    assert.equal(ringing().expire('ring').fact('ended').outcome, 'no-answer')
  })

  it('is not placed where the gate has changed its mind', () => {
    const trial = ringing()
    trial.floor.legs.delete(anna)
    trial.input({ type: 'refused', leg: anna })
    assert.deepEqual([trial.fact('ended').outcome, trial.floor.legs.size], ['refused', 0])
  })

  it('needs a phone', () => {
    const none = () => Trial.outgoing(house({ phones: new Map() }))
    assert.throws(none, { message: 'calls.conflict.no-phone' })
  })

  it('from a parked leg rings the customer at once', () => {
    const trial = Trial.outgoing(
      house({ phones: new Map([[hao, { phone: '8003', auto: false, parked: 'nail' }]]) }),
    )
    assert.deepEqual(trial.hears('nail'), ['tone'])
    assert.equal(trial.floor.legs.get(anna)?.state, 'ringing')
  })
})
