import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anna, hao, house, mei, skin, Trial } from '../../../../../test/support/calls/trial.ts'

const waiting = (phones?: Parameters<typeof house>[0]) => Trial.incoming(house(phones)).sayOut()
const parked = (auto = false) => ({ phones: new Map([[hao, { phone: '8003', auto, parked: 'nail' }]]) })

describe('A call that is offered', () => {
  it('rings the phone of the agent, who sees a name and a masked number', () => {
    const trial = waiting().offer(hao)
    const call = {
      to: { phone: '8003' },
      from: { name: 'Anna', number: '139****9000' },
      timeout: 20,
    }
    assert.deepEqual(trial.commands, [[{ do: 'dial', leg: trial.leg(hao), call }]])
    assert.equal(trial.live.state, 'offered')
    assert.deepEqual(trial.hears(anna), ['music'])
  })

  it('is answered at the phone: both hear each other, and it is recorded', () => {
    const trial = waiting().offer(hao).pickUp(hao)
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [[String(hao)], ['anna']])
    assert.deepEqual(
      trial.commands.flat().map((command) => command.do),
      ['join', 'record'],
    )
    assert.deepEqual(trial.live.owner, { agentId: hao, leg: trial.leg(hao) })
    assert.equal(trial.live.state, 'talking')
  })

  it('is answered while the caller is told their place: nothing more is said', () => {
    const trial = waiting().offer(hao).expire('announce').pickUp(hao)
    assert.deepEqual(trial.hears(anna), [String(hao)])
  })

  it('is not recorded where the notice was not heard to its end', () => {
    const trial = Trial.incoming(house()).sayOut(false).offer(hao).pickUp(hao)
    assert.equal(trial.live.recording, null)
  })

  const vain = [
    { name: 'rings out', does: (trial: Trial) => trial.hangUp(hao, 'no-answer'), why: 'no-answer' },
    { name: 'rings too long', does: (trial: Trial) => trial.expire('ring'), why: 'no-answer' },
    {
      name: 'is rejected at the phone',
      does: (trial: Trial) => trial.hangUp(hao, 'rejected'),
      why: 'declined',
    },
    {
      name: 'is declined on the screen',
      does: (trial: Trial) => trial.act(hao, { do: 'decline' }),
      why: 'declined',
    },
    {
      name: 'cannot be reached',
      does: (trial: Trial) => trial.hangUp(hao, 'unreachable'),
      why: 'unreachable',
    },
  ]
  for (const { name, does, why } of vain)
    it(`and ${name}, waits on at its place`, () => {
      const trial = does(waiting().offer(hao).pass(3))
      assert.deepEqual(trial.fact('passed'), { type: 'passed', agentId: hao, why })
      assert.deepEqual(
        [trial.fact('queued').because, trial.fact('queued').since],
        ['missed', trial.live.startedAt],
      )
      assert.deepEqual([trial.live.state, trial.isIn(hao)], ['queued', false])
      const rang = why !== 'unreachable'
      const again = trial.live.words?.sounds
      assert.deepEqual(again, rang ? [{ url: '/again.wav' }] : undefined)
      assert.deepEqual((rang ? trial.sayOut() : trial).hears(anna), ['music'])
    })

  it('and is not answered while the caller is told their place, lets that be said to its end', () => {
    const trial = waiting().offer(hao).expire('announce').hangUp(hao, 'no-answer')
    assert.deepEqual(trial.live.words?.about, 'place')
  })

  it('passes at once where no phone is registered', () => {
    const trial = waiting({ phones: new Map() }).offer(hao)
    assert.equal(trial.fact('passed').why, 'unreachable')
    assert.equal(trial.live.state, 'queued')
  })

  it('goes on ringing when the caller has waited too long, and stops when they ask for a call back', () => {
    const trial = waiting().offer(hao).expire('overflow')
    assert.equal(trial.live.state, 'offered')
    trial.expire('offer-callback').press('1')
    assert.deepEqual([trial.fact('passed').why, trial.isIn(hao)], ['gone', false])
  })

  it('stops ringing when the caller hangs up', () => {
    const trial = waiting().offer(hao).hangUp(anna)
    assert.deepEqual([trial.fact('passed').why, trial.floor.legs.size], ['gone', 0])
    assert.equal(trial.fact('ended').outcome, 'abandoned')
  })

  it('cannot be offered twice', () => {
    assert.throws(() => waiting().offer(hao).offer(mei), { message: 'calls.conflict.not-waiting' })
  })
})

describe('A parked leg', () => {
  it('hears a tone until its agent accepts', () => {
    const trial = waiting(parked()).offer(hao)
    assert.deepEqual(trial.hears('nail'), ['tone'])
    trial.act(hao, { do: 'accept' })
    assert.deepEqual([trial.hears('nail'), trial.hears(anna)], [['anna'], [String(hao)]])
  })

  it('is in the call at once where it picks up by itself', () => {
    const trial = waiting(parked(true)).offer(hao)
    assert.deepEqual(trial.hears(anna), [String(hao)])
  })

  it('is parked again after the call, and not hung up', () => {
    const trial = waiting(parked(true)).offer(hao).hangUp(anna)
    assert.deepEqual([...trial.floor.legs.keys()], ['nail'])
    assert.deepEqual(trial.floor.legs.get('nail')?.at, { in: 'hold', music: 'silence' })
    assert.equal(
      trial.facts.some((fact) => fact.type === 'leg' && fact.leg === 'nail'),
      false,
    )
  })

  it('hears nothing any more when the offer is declined', () => {
    const trial = waiting(parked()).offer(hao).act(hao, { do: 'decline' })
    assert.deepEqual(trial.hears('nail'), [])
    assert.equal(trial.live.teamId, skin)
  })

  it('is answered on the screen alone', () => {
    assert.throws(() => waiting().offer(hao).act(hao, { do: 'accept' }), {
      message: 'calls.conflict.at-the-phone',
    })
    assert.throws(() => waiting().act(hao, { do: 'accept' }), { message: 'calls.conflict.no-offer' })
  })
})
