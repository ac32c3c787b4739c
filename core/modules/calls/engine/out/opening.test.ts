import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { annaNumber, flow, hao, house, Trial, yun } from '../../../../../test/support/calls/trial.ts'

const anna = 'c1.customer'
const opening = [{ url: '/hello.wav' }]
const parked = () =>
  house({
    flow: { ...flow, notice: undefined },
    phones: new Map([[hao, { phone: '8003', auto: false, parked: 'nail' }]]),
  })
const robot = (of = parked()) => Trial.outgoing(of, { purpose: 'robot', opening })

describe('A call that a robot opens', () => {
  it('rings the customer first, and nobody else', () => {
    const trial = robot()
    const dialled = trial.commands.flat().flatMap((command) => (command.do === 'dial' ? command.call.to : []))
    assert.deepEqual(dialled, [{ number: annaNumber }])
  })

  it('has its agent from the first moment, and lets them go where nobody answers', () => {
    const trial = robot()
    assert.deepEqual([trial.told('offered'), trial.fact('offered').agentId], [1, hao])
    trial.hangUp(anna, 'busy')
    assert.deepEqual(trial.fact('passed'), { type: 'passed', agentId: hao, why: 'gone' })
  })

  it('is not placed for somebody without a phone, and goes on for one whose phone is gone since', () => {
    const of = parked()
    const nobody = { ...of, phones: new Map() }
    assert.throws(() => robot(nobody), { message: 'calls.conflict.no-phone' })
    const trial = robot(of)
    of.phones.clear()
    trial.pickUp(anna)
    assert.deepEqual([trial.hears(anna), trial.fact('passed').why], [['words'], 'unreachable'])
    assert.throws(() => trial.act(hao, { do: 'reconnect' }), { message: 'calls.conflict.no-phone' })
  })

  it('is heard by the agent, who is not heard', () => {
    const trial = robot().pickUp(anna)
    assert.deepEqual([trial.hears(anna), trial.hears('nail')], [['words'], ['anna', 'words']])
  })

  it('is taken over in one stroke: the robot stops and the microphone opens', () => {
    const trial = robot().pickUp(anna)
    const playback = trial.live.words?.playback ?? ''
    trial.act(hao, { do: 'seize' })
    assert.deepEqual(trial.commands, [
      [
        { do: 'stop', playback },
        { do: 'mute', leg: 'nail', on: false },
      ],
    ])
    assert.deepEqual([trial.hears(anna), trial.live.state], [[String(hao)], 'talking'])
    assert.deepEqual(trial.live.owner, { agentId: hao, leg: 'nail' })
  })

  it('says how fast that was', () => {
    const trial = robot().pickUp(anna).act(hao, { do: 'seize' })
    assert.deepEqual(trial.fact('takeover').report, { stopped: 0 })
    trial.house.now += 40
    trial.input({ type: 'unmuted', leg: 'nail' })
    trial.house.now += 200
    trial.event({ type: 'talking', leg: 'nail', on: true })
    trial.event({ type: 'talking', leg: 'nail', on: false }).event({ type: 'talking', leg: 'nail', on: true })
    assert.deepEqual(trial.fact('takeover').report, { stopped: 0, unmuted: 40, heard: 240 })
    assert.equal(trial.told('takeover'), 3)
  })

  it('ends with the opening where nobody takes it over', () => {
    const trial = robot().pickUp(anna).sayOut()
    assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome: 'answered', by: 'system' })
    assert.deepEqual(trial.floor.legs.get('nail'), {
      state: 'up',
      at: { in: 'hold', music: 'silence' },
      muted: false,
    })
  })

  it('has failed where its words could not be said', () => {
    assert.equal(robot().pickUp(anna).sayOut(false).fact('ended').outcome, 'failed')
  })

  it('is not disturbed by the key that is pressed twice', () => {
    const trial = robot().pickUp(anna).act(hao, { do: 'seize' })
    const { live } = trial
    trial.act(hao, { do: 'seize' })
    assert.deepEqual([trial.live, trial.commands], [live, []])
  })

  it('opens the microphone of a parked leg only when it is away from the customer', () => {
    const trial = robot().pickUp(anna).act(hao, { do: 'hang-up' })
    assert.deepEqual(trial.commands.slice(-2), [
      [{ do: 'hold', leg: 'nail', music: 'silence' }],
      [{ do: 'mute', leg: 'nail', on: false }],
    ])
  })

  it('does not take back an agent whom another call has by now', () => {
    const of = parked()
    const trial = robot(of).pickUp(anna).act(hao, { do: 'hang-up' })
    of.busy.add(hao)
    assert.throws(() => trial.act(hao, { do: 'reconnect' }), { message: 'calls.conflict.busy' })
  })

  it('goes on where the agent leaves, who may come back', () => {
    const trial = robot(house({ flow: parked().flow }))
      .pickUp(anna)
      .pickUp(hao)
      .hangUp(hao)
    assert.deepEqual([trial.hears(anna), trial.told('left')], [['words'], 1])
    assert.throws(() => trial.act(hao, { do: 'seize' }), { message: 'calls.conflict.not-in-call' })
    trial.act(hao, { do: 'reconnect' }).pickUp(hao).act(hao, { do: 'seize' })
    assert.deepEqual(trial.hears(anna), [String(hao)])
  })

  it('rings the agent on a new leg where their page was loaded again', () => {
    const trial = robot().pickUp(anna).act(hao, { do: 'reconnect' })
    assert.equal(trial.floor.legs.has('nail'), false)
    assert.deepEqual(trial.pickUp(hao).act(hao, { do: 'seize' }).hears(anna), [String(hao)])
  })

  it('is taken over by its agent alone', () => {
    assert.throws(() => robot().pickUp(anna).act(yun, { do: 'seize' }), {
      message: 'calls.conflict.not-in-call',
    })
  })

  it('says the notice before the opening, and is recorded from the take-over on', () => {
    const trial = robot(house({ ...parked(), flow })).pickUp(anna)
    assert.equal(trial.live.words?.about, 'notice')
    trial.sayOut()
    assert.deepEqual([trial.live.words?.about, trial.live.recording], ['opening', null])
    trial.act(hao, { do: 'seize' })
    assert.equal(trial.live.recording?.paused, false)
  })

  it('is not recorded where the notice was cut short', () => {
    const trial = robot(house({ ...parked(), flow }))
      .pickUp(anna)
      .act(hao, { do: 'seize' })
    assert.deepEqual([trial.live.recording, trial.live.words], [null, null])
  })

  it('is over where the customer hangs up, and where they do not answer', () => {
    assert.deepEqual(robot().pickUp(anna).hangUp(anna).fact('ended').outcome, 'answered')
    assert.deepEqual(robot().hangUp(anna, 'busy').fact('ended').outcome, 'busy')
  })
})
