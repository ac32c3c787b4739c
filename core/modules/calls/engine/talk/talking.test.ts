import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anna, hao, house, mei, outside, skin, Trial, yun } from '../../../../../test/support/calls/trial.ts'

const does = (trial: Trial) => trial.commands.map((batch) => batch.map((command) => command.do).join(' '))

describe('On hold', () => {
  const held = () => Trial.talking().pass(10).act(hao, { do: 'hold' })

  it('the customer hears music, the agent nothing, and nothing is recorded', () => {
    const trial = held()
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [['music'], []])
    assert.equal(trial.live.recording?.paused, true)
    assert.equal(trial.live.state, 'held')
  })

  it('time is counted', () => {
    const trial = held().pass(30).act(hao, { do: 'resume' }).act(hao, { do: 'hold' }).pass(5).hangUp(anna)
    assert.equal(trial.live.holdMs, 35_000)
  })

  it('ends with both in the room again, and recorded', () => {
    const trial = held().act(hao, { do: 'resume' })
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [[String(hao)], ['anna']])
    assert.equal(trial.live.recording?.paused, false)
    assert.equal(trial.told('recording'), 3)
  })

  it('is the key of a desk phone too, which does nothing where it makes no sense', () => {
    const trial = Trial.talking()
    trial.event({ type: 'held', leg: trial.leg(hao), on: true })
    assert.equal(trial.live.state, 'held')
    const before = structuredClone(trial.live)
    trial.event({ type: 'held', leg: trial.leg(hao), on: true })
    assert.deepEqual([trial.live, trial.commands], [before, []])
  })
})

describe('While they talk', () => {
  it('an agent who is muted hears, and is not heard', () => {
    const trial = Trial.talking().act(hao, { do: 'mute', on: true })
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [[], ['anna']])
    assert.deepEqual(trial.act(hao, { do: 'mute', on: false }).hears(anna), [String(hao)])
  })

  it('keys go to the customer, and to whom the agent consults', () => {
    const trial = Trial.talking().act(hao, { do: 'press', keys: '12#' })
    assert.deepEqual(trial.commands, [[{ do: 'press', leg: anna, keys: '12#' }]])
    trial.act(hao, { do: 'consult', to: { number: outside } }).pickUp(outside)
    trial.act(hao, { do: 'press', keys: '3' })
    assert.deepEqual(trial.commands, [[{ do: 'press', leg: trial.leg(outside), keys: '3' }]])
  })

  it('a card number is not recorded, not even after a hold', () => {
    const trial = Trial.talking().act(hao, { do: 'pause-recording', on: true })
    const { recording } = trial.fact('recording')
    assert.deepEqual(trial.commands, [[{ do: 'pause', recording, on: true }]])
    trial.act(hao, { do: 'hold' }).act(hao, { do: 'resume' })
    assert.equal(trial.floor.tapes.get(recording)?.paused, true)
    trial.act(hao, { do: 'pause-recording', on: false })
    assert.equal(trial.floor.tapes.get(recording)?.paused, false)
  })

  it('the lines are measured, soon and then now and then', () => {
    const trial = Trial.talking().expire('measure')
    assert.deepEqual(
      trial.commands.flat().map((command) => command.do === 'measure' && command.leg),
      [anna, trial.leg(hao)],
    )
    assert.equal(Date.parse(trial.live.timers.measure ?? '') - trial.house.now, 30_000)
  })

  const ends = [
    { name: 'the customer hangs up', does: (trial: Trial) => trial.hangUp(anna), by: 'customer' },
    { name: 'the agent puts the receiver down', does: (trial: Trial) => trial.hangUp(hao), by: 'agent' },
    { name: 'the agent ends it', does: (trial: Trial) => trial.act(hao, { do: 'hang-up' }), by: 'agent' },
  ]
  for (const { name, does: ending, by } of ends)
    it(`${name}: it is over, and nothing is left`, () => {
      const trial = ending(Trial.talking())
      assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome: 'answered', by })
      assert.deepEqual([trial.floor.legs.size, trial.floor.tapes.size, trial.told('left')], [0, 0, 1])
      assert.equal(trial.told('owed'), 0)
    })

  it('the other line is measured before it is hung up', () => {
    const trial = Trial.talking()
    const own = trial.leg(hao)
    trial.event({ type: 'ended', leg: anna, cause: 'normal' })
    assert.deepEqual(trial.commands.slice(-2), [[{ do: 'measure', leg: own }], [{ do: 'hangUp', leg: own }]])
  })

  it('what comes late, or twice, changes nothing', () => {
    const trial = Trial.talking()
    const own = trial.leg(hao)
    trial.hangUp(anna)
    const told = trial.facts.length
    for (const leg of [anna, own, 'c1.agent-99']) trial.event({ type: 'ended', leg, cause: 'normal' })
    trial.event({ type: 'answered', leg: own }).event({ type: 'played', playback: 'c1.words-1', ok: true })
    assert.deepEqual([trial.facts.length, trial.commands], [told, []])
  })

  it('nobody does what is not theirs to do, or makes no sense', () => {
    const trial = Trial.talking()
    const refused: [() => unknown, string][] = [
      [() => trial.act(yun, { do: 'hold' }), 'not-yours'],
      [() => trial.act(yun, { do: 'hang-up' }), 'not-in-call'],
      [() => trial.act(hao, { do: 'resume' }), 'not-held'],
      [() => trial.act(hao, { do: 'complete' }), 'no-guest'],
      [() => trial.act(hao, { do: 'drop', leg: anna }), 'no-guest'],
      [() => trial.act(hao, { do: 'seize' }), 'nothing-to-seize'],
      [() => trial.act(hao, { do: 'supervise', mode: 'listen' }), 'in-call'],
      [() => trial.act(mei, { do: 'leave' }), 'not-in-call'],
    ]
    for (const [attempt, why] of refused) assert.throws(attempt, { message: `calls.conflict.${why}` })
    trial.hangUp(anna)
    assert.throws(() => trial.act(hao, { do: 'hold' }), { message: 'calls.conflict.over' })
  })
})

describe('An agent whose phone goes dark', () => {
  const lost = () => Trial.talking().hangUp(hao, 'failed')

  it('is rung again, while the customer hears music', () => {
    const trial = lost()
    assert.deepEqual([trial.hears(anna), trial.live.state], [['music'], 'held'])
    assert.deepEqual(trial.live.owner, { agentId: hao, leg: null })
    assert.equal(trial.floor.legs.get(trial.leg(hao))?.state, 'ringing')
    assert.equal(trial.told('left'), 0)
  })

  it('talks on when they answer', () => {
    const trial = lost().pickUp(hao)
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [[String(hao)], ['anna']])
    assert.deepEqual([trial.live.recording?.paused, trial.live.timers.return], [false, undefined])
  })

  it('asks for it where their page was loaded again, and the phone picks up by itself', () => {
    const trial = Trial.talking().act(hao, { do: 'reconnect' })
    const dialled = trial.commands.flat().find((command) => command.do === 'dial')
    assert.equal(dialled?.call.auto, true)
    assert.deepEqual(trial.hears(anna), ['music'])
    assert.equal(trial.floor.legs.size, 2)
    assert.deepEqual(trial.pickUp(hao).hears(anna), [String(hao)])
  })

  it('on a parked leg is rung on a new one, for the old one died with the page', () => {
    const phones = new Map([[hao, { phone: '8003', auto: true, parked: 'nail' }]])
    const trial = Trial.talking(house({ phones })).act(hao, { do: 'reconnect' })
    assert.equal(trial.floor.legs.has('nail'), false)
    assert.deepEqual(trial.pickUp(hao).hears(anna), [String(hao)])
  })

  it('and does not come back, leaves the customer to the head of the queue', () => {
    const trial = lost().expire('return')
    assert.deepEqual(trial.fact('queued'), {
      type: 'queued',
      teamId: skin,
      because: 'missed',
      since: trial.live.startedAt,
    })
    assert.deepEqual([trial.isIn(hao), trial.told('left')], [false, 1])
    assert.deepEqual(trial.live.words?.sounds, [{ url: '/again.wav' }])
    assert.deepEqual(trial.sayOut().hears(anna), ['music'])
    assert.equal(trial.offer(yun).pickUp(yun).live.owner?.agentId, yun)
  })

  it('owes a call where the customer gives up waiting for them', () => {
    const trial = lost().hangUp(anna)
    assert.deepEqual(trial.fact('owed'), { type: 'owed', teamId: skin, agentId: hao, reason: 'abandoned' })
    assert.deepEqual([trial.fact('ended').outcome, trial.told('left')], ['answered', 1])
  })

  it('has no queue behind them where they had called: the customer hears so, and is owed a call', () => {
    const trial = Trial.outgoing().pickUp(hao).pickUp('c1.customer').hangUp(hao, 'failed').expire('return')
    assert.deepEqual(trial.live.words?.sounds, [{ url: '/unavailable.wav' }])
    trial.sayOut()
    assert.deepEqual([trial.fact('ended').by, trial.fact('owed').agentId], ['system', hao])
  })

  it('may end it all the same', () => {
    const trial = lost().act(hao, { do: 'hang-up' })
    assert.deepEqual([trial.fact('ended').by, trial.told('left'), trial.floor.legs.size], ['agent', 1, 0])
  })
})

describe('What the exchange hears first', () => {
  it('who is to be silent, then who goes where, then what begins, at last who is let go', () => {
    const trial = Trial.talking().act(hao, { do: 'consult', to: { agentId: yun } })
    assert.deepEqual(does(trial), ['pause', 'hold', 'play dial'])
    trial.pickUp(yun)
    assert.deepEqual(does(trial), ['stop', 'join'])
    trial.act(hao, { do: 'complete' })
    assert.deepEqual(does(trial), ['join', 'pause', 'measure', 'hangUp'])
  })
})
