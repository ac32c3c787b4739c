import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anna, hao, mei, Trial, yun } from '../../../../../test/support/calls/trial.ts'

const supervised = (mode: 'listen' | 'whisper' | 'join', trial = Trial.talking()) =>
  trial.act(mei, { do: 'supervise', mode }).pickUp(mei)

describe('A supervisor', () => {
  const modes = [
    { mode: 'listen', anna: [hao], hao: ['anna'] },
    { mode: 'whisper', anna: [hao], hao: [mei, 'anna'] },
    { mode: 'join', anna: [mei, hao], hao: [mei, 'anna'] },
  ] as const
  for (const { mode, ...hears } of modes)
    it(`who comes to ${mode} hears both, and is heard by those who should`, () => {
      const trial = supervised(mode)
      assert.deepEqual(trial.hears(anna), hears.anna.map(String))
      assert.deepEqual(trial.hears(hao), hears.hao.map(String))
      assert.deepEqual(trial.fact('supervised'), { type: 'supervised', agentId: mei, mode })
    })

  it('changes from one to the other without being rung again', () => {
    const trial = supervised('listen').act(mei, { do: 'supervise', mode: 'join' })
    assert.deepEqual(trial.hears(anna), [mei, hao].map(String))
    trial.act(mei, { do: 'supervise', mode: 'whisper' })
    assert.deepEqual([trial.hears(anna), trial.floor.legs.size], [[String(hao)], 3])
  })

  it('stays through a hold, and hears the next agent', () => {
    const trial = supervised('whisper').act(hao, { do: 'hold' }).act(hao, { do: 'resume' })
    assert.deepEqual(trial.hears(hao), [String(mei), 'anna'])
    trial
      .act(hao, { do: 'consult', to: { agentId: yun } })
      .pickUp(yun)
      .act(hao, { do: 'complete' })
    assert.deepEqual([trial.hears(yun), trial.hears(anna)], [[String(mei), 'anna'], [String(yun)]])
  })

  it('waits with an agent whose phone went dark', () => {
    const trial = supervised('listen').hangUp(hao, 'failed')
    assert.deepEqual(trial.live.legs[trial.leg(mei)]?.at, { in: 'hold', music: 'silence' })
    assert.deepEqual(trial.pickUp(hao).hears(mei), [String(hao), 'anna'])
  })

  it('leaves, and nobody else does', () => {
    for (const trial of [supervised('join').act(mei, { do: 'leave' }), supervised('join').hangUp(mei)]) {
      assert.deepEqual([trial.hears(anna), trial.isIn(mei)], [[String(hao)], false])
      assert.equal(trial.fact('supervised').mode, 'left')
    }
  })

  it('does not keep a call from ending', () => {
    for (const trial of [supervised('join').hangUp(hao), supervised('listen').hangUp(anna)])
      assert.deepEqual([trial.live.state, trial.floor.legs.size], ['ended', 0])
  })

  it('is let go where nobody talks any more', () => {
    const trial = supervised('listen').act(hao, { do: 'transfer', to: { agentId: yun } })
    assert.equal(trial.isIn(mei), false)
  })

  it('takes the call over: the agent leaves, and the call is theirs', () => {
    const trial = supervised('whisper').act(mei, { do: 'take-over' })
    assert.deepEqual(
      [trial.hears(anna), trial.isIn(hao), trial.live.owner?.agentId],
      [[String(mei)], false, mei],
    )
    assert.deepEqual(trial.fact('handed'), { type: 'handed', from: hao, to: mei, how: 'take-over' })
    assert.equal(trial.live.recording?.paused, false)
    assert.equal(trial.hangUp(anna).told('left'), 2)
  })

  it('takes it over without having listened, from hold or from a phone gone dark', () => {
    for (const trial of [Trial.talking().act(hao, { do: 'hold' }), Trial.talking().hangUp(hao, 'failed')]) {
      trial.act(mei, { do: 'take-over' }).pickUp(mei)
      assert.deepEqual([trial.hears(anna), trial.isIn(hao), trial.told('left')], [[String(mei)], false, 1])
    }
  })

  it('takes it over without whom the agent was asking', () => {
    const trial = supervised('listen')
      .act(hao, { do: 'consult', to: { agentId: yun } })
      .pickUp(yun)
    trial.act(mei, { do: 'take-over' })
    assert.deepEqual([trial.hears(anna), trial.floor.legs.size], [[String(mei)], 2])
  })

  it('finds nobody to hear in a queue', () => {
    const waiting = Trial.incoming().sayOut()
    assert.throws(() => waiting.act(mei, { do: 'supervise', mode: 'listen' }), {
      message: 'calls.conflict.nobody-talks',
    })
  })
})
