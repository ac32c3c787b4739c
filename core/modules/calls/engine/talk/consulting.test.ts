import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anna, eyes, hao, house, outside, Trial, yun } from '../../../../../test/support/calls/trial.ts'

const asking = () => Trial.talking().act(hao, { do: 'consult', to: { agentId: yun } })
const asked = () => asking().pickUp(yun)
const three = () => asked().act(hao, { do: 'conference' })

describe('A consultation', () => {
  it('leaves the customer with music while the agent hears it ring', () => {
    const trial = asking()
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [['music'], ['tone']])
    assert.deepEqual([trial.live.state, trial.live.recording?.paused], ['held', true])
  })

  it('is between agent and guest alone, and not recorded', () => {
    const trial = asked()
    assert.deepEqual(
      [trial.hears(anna), trial.hears(hao), trial.hears(yun)],
      [['music'], [String(yun)], [String(hao)]],
    )
    assert.equal(trial.live.recording?.paused, true)
    assert.equal(trial.fact('joined').agentId, yun)
  })

  it('is completed: the guest has the customer, and the recording goes on', () => {
    const trial = asked().act(hao, { do: 'complete' })
    assert.deepEqual(trial.fact('handed'), { type: 'handed', from: hao, to: yun, how: 'attended' })
    assert.deepEqual(
      [trial.hears(anna), trial.isIn(hao), trial.live.owner?.agentId],
      [[String(yun)], false, yun],
    )
    assert.equal(trial.live.recording?.paused, false)
  })

  it('is completed before the guest answers: that is a blind transfer', () => {
    const trial = asking().act(hao, { do: 'complete' })
    assert.deepEqual([trial.hears(anna), trial.isIn(hao)], [['words'], false])
    assert.deepEqual(trial.sayOut().hears(anna), ['tone'])
    assert.deepEqual(trial.expire('ring').isIn(hao), true)
  })

  it('is completed by putting the receiver down', () => {
    assert.equal(asked().hangUp(hao).live.owner?.agentId, yun)
    assert.deepEqual(asking().act(hao, { do: 'hang-up' }).sayOut().hears(anna), ['tone'])
  })

  it('is given up: back to the customer, without the guest', () => {
    const trial = asked().act(hao, { do: 'return' })
    assert.deepEqual(
      [trial.hears(anna), trial.isIn(yun), trial.live.state],
      [[String(hao)], false, 'talking'],
    )
  })

  it('with somebody who does not answer, or leaves, keeps the customer waiting until the agent is ready', () => {
    for (const trial of [
      asking().expire('guest'),
      asking().act(yun, { do: 'decline' }),
      asked().hangUp(yun),
    ]) {
      assert.deepEqual([trial.hears(anna), trial.hears(hao), trial.isIn(yun)], [['music'], [], false])
      assert.deepEqual(trial.act(hao, { do: 'resume' }).hears(anna), [String(hao)])
    }
  })

  it('asks whoever of a group is next, and nobody where all are busy', () => {
    const to = { teamId: eyes }
    assert.equal(Trial.talking().act(hao, { do: 'consult', to }).isIn(yun), true)
    const busy = Trial.talking(house({ next: undefined }))
    assert.throws(() => busy.act(hao, { do: 'consult', to }), { message: 'calls.conflict.nobody-free' })
  })

  it('ends with everything where the customer hangs up', () => {
    for (const trial of [asking().hangUp(anna), asked().hangUp(anna)])
      assert.deepEqual([trial.floor.legs.size, trial.floor.playing.size, trial.live.state], [0, 0, 'ended'])
  })

  it('takes one step after the other', () => {
    assert.throws(() => asking().act(hao, { do: 'conference' }), { message: 'calls.conflict.guest-rings' })
    assert.throws(() => asked().act(hao, { do: 'resume' }), { message: 'calls.conflict.consulting' })
    assert.throws(() => asked().act(hao, { do: 'transfer', to: { number: outside } }), {
      message: 'calls.conflict.consulting',
    })
  })
})

describe('A conference of three', () => {
  it('lets everybody hear everybody, and is recorded', () => {
    const trial = three()
    assert.deepEqual(trial.hears(anna), [String(hao), String(yun)])
    assert.equal(trial.live.recording?.paused, false)
  })

  it('goes on without the guest', () => {
    const trial = three()
    trial.act(hao, { do: 'drop', leg: trial.leg(yun) })
    assert.deepEqual([trial.hears(anna), trial.isIn(yun)], [[String(hao)], false])
    assert.deepEqual(three().act(yun, { do: 'hang-up' }).hears(anna), [String(hao)])
  })

  it('goes on without the agent: the colleague owns the call', () => {
    for (const trial of [
      three().hangUp(hao),
      three().act(hao, { do: 'hang-up' }),
      three().hangUp(hao, 'failed'),
    ]) {
      assert.deepEqual([trial.hears(anna), trial.live.owner?.agentId], [[String(yun)], yun])
      assert.deepEqual([trial.told('left'), trial.fact('handed').to], [1, yun])
    }
  })

  it('goes on with the colleague who is there, not with whoever is asked besides', () => {
    const trial = three()
      .act(hao, { do: 'consult', to: { number: outside } })
      .hangUp(hao)
    assert.deepEqual([trial.hears(anna), trial.floor.legs.size], [[String(yun)], 2])
  })

  it('with somebody outside goes on without the agent, unrecorded', () => {
    const trial = Trial.talking()
      .act(hao, { do: 'consult', to: { number: outside } })
      .pickUp(outside)
    trial.act(hao, { do: 'conference' }).hangUp(hao)
    assert.deepEqual([trial.hears(anna), trial.live.owner, trial.live.recording], [[outside], null, null])
    assert.equal(trial.hangUp(outside).fact('ended').by, 'system')
  })

  it('on hold, the agent and the guest talk on', () => {
    const trial = three().act(hao, { do: 'hold' })
    assert.deepEqual([trial.hears(anna), trial.hears(yun)], [['music'], [String(hao)]])
  })

  it('is not handed on over the head of the guest', () => {
    assert.throws(() => three().act(hao, { do: 'transfer', to: { teamId: eyes } }), {
      message: 'calls.conflict.conference',
    })
  })
})
