import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  anna,
  eyes,
  hao,
  house,
  mei,
  outside,
  skin,
  Trial,
  yun,
} from '../../../../../test/support/calls/trial.ts'

describe('A blind transfer', () => {
  const toYun = () => Trial.talking().act(hao, { do: 'transfer', to: { agentId: yun } })

  it('frees the agent at once, and the customer is told and hears it ring', () => {
    const trial = toYun()
    assert.deepEqual(trial.live.words?.sounds, [{ url: '/transfer.wav' }])
    trial.sayOut()
    assert.deepEqual([trial.isIn(hao), trial.told('left'), trial.hears(anna)], [false, 1, ['tone']])
    assert.equal(trial.live.state, 'offered')
    assert.equal(trial.live.recording, null)
  })

  it('gives the call to the colleague who answers', () => {
    const trial = toYun().pickUp(yun)
    assert.deepEqual(trial.fact('handed'), { type: 'handed', from: hao, to: yun, how: 'blind' })
    assert.deepEqual([trial.hears(anna), trial.live.owner?.agentId], [[String(yun)], yun])
    assert.ok(trial.live.recording)
  })

  it('comes back to the agent where the colleague does not answer', () => {
    const trial = toYun().hangUp(yun, 'no-answer')
    assert.deepEqual(trial.fact('passed'), { type: 'passed', agentId: yun, why: 'no-answer' })
    assert.deepEqual([trial.isIn(hao), trial.hears(anna)], [true, ['tone']])
    trial.pickUp(hao)
    assert.deepEqual([trial.hears(anna), trial.live.owner?.agentId], [[String(hao)], hao])
    assert.equal(trial.told('handed'), 0)
  })

  it('goes to the head of the queue where the agent does not answer either, or is in another call', () => {
    assert.equal(toYun().expire('ring').expire('ring').live.state, 'queued')
    const busy = toYun()
    busy.house.busy.add(hao)
    busy.pass(60).act(yun, { do: 'decline' })
    assert.deepEqual([busy.live.state, busy.isIn(hao)], ['queued', false])
    assert.deepEqual(
      [busy.fact('queued').because, busy.fact('queued').since],
      ['missed', busy.live.startedAt],
    )
  })

  it('ends a hold, whose time is counted', () => {
    const trial = Trial.talking().act(hao, { do: 'hold' }).pass(8)
    trial.act(hao, { do: 'transfer', to: { teamId: eyes } })
    assert.deepEqual([trial.live.holdMs, trial.live.heldAt], [8000, null])
  })

  it('owes a call where the customer hangs up meanwhile', () => {
    const trial = toYun().hangUp(anna)
    assert.deepEqual(trial.fact('owed'), { type: 'owed', teamId: skin, agentId: hao, reason: 'abandoned' })
    assert.deepEqual([trial.fact('ended').outcome, trial.floor.legs.size], ['answered', 0])
  })

  it('to a group waits in its queue, before those who came later', () => {
    const trial = Trial.talking()
      .pass(90)
      .act(hao, { do: 'transfer', to: { teamId: eyes } })
    assert.deepEqual(trial.fact('queued'), {
      type: 'queued',
      teamId: eyes,
      because: 'transfer',
      since: trial.live.startedAt,
    })
    assert.deepEqual(trial.live.words?.sounds, [{ url: '/transfer.wav' }])
    assert.deepEqual([trial.sayOut().hears(anna), trial.isIn(hao)], [['music'], false])
  })

  it('to a number outside leaves them to themselves, unrecorded', () => {
    const trial = Trial.talking()
      .act(hao, { do: 'transfer', to: { number: outside } })
      .pickUp(outside)
    assert.deepEqual(trial.fact('handed').to, { number: outside })
    assert.deepEqual([trial.hears(anna), trial.live.owner, trial.live.recording], [[outside], null, null])
    assert.equal(trial.hangUp(anna).floor.legs.size, 0)
  })

  it('that the gate refuses comes back', () => {
    const trial = Trial.talking().act(hao, { do: 'transfer', to: { number: outside } })
    const leg = trial.leg(outside)
    trial.floor.legs.delete(leg)
    assert.equal(trial.input({ type: 'refused', leg }).isIn(hao), true)
  })

  it('is the key of a desk phone too', () => {
    const trial = Trial.talking()
    trial.event({ type: 'transfer', leg: trial.leg(hao), keys: '8004' })
    assert.deepEqual([trial.isIn(hao), trial.isIn(yun)], [false, true])
  })

  const refused = [
    { name: 'to oneself', to: { agentId: hao }, why: 'yourself' },
    { name: 'to a colleague in a call', to: { agentId: mei }, why: 'colleague-busy' },
    { name: 'to a colleague without a phone', to: { agentId: 9 }, why: 'colleague-away' },
  ]
  for (const { name, to, why } of refused)
    it(`${name} is refused, and nothing changes`, () => {
      const trial = Trial.talking(house({ busy: new Set([mei]) }))
      const before = structuredClone(trial.live)
      assert.throws(() => trial.act(hao, { do: 'transfer', to }), { message: `calls.conflict.${why}` })
      assert.deepEqual(trial.live, before)
    })
})
