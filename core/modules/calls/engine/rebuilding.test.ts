import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { anna, hao, house, skin, Trial, yun } from '../../../../test/support/calls/trial.ts'

/** Nobody tells us what happens meanwhile, and then we see how things are. */
function away(trial: Trial, happens: (floor: Trial['floor']) => void): Trial {
  happens(trial.floor)
  trial.floor.news.length = 0
  return trial.input({ type: 'rebuilt', ...trial.floor.snapshot() })
}

const inVoicemail = () =>
  Trial.incoming(
    house({
      isOpen: false,
      flow: { hours: 'clinic', menus: {}, start: { to: 'end' }, closed: { to: 'voicemail', teamId: skin } },
    }),
  ).sayOut()

describe('After events were missed', () => {
  it('a call goes on as it was', () => {
    const trial = away(Trial.talking(), () => {})
    assert.deepEqual(
      [trial.hears(anna), trial.hears(hao), trial.live.state],
      [[String(hao)], ['anna'], 'talking'],
    )
    assert.deepEqual(
      trial.commands.flat().map((command) => command.do),
      ['mute', 'pause'],
    )
  })

  it('who was away from the room comes back into it', () => {
    const trial = Trial.talking()
    const own = trial.leg(hao)
    away(trial, (floor) => floor.run([[{ do: 'hold', leg: own }]]))
    assert.deepEqual([trial.hears(anna), trial.hears(hao)], [[String(hao)], ['anna']])
  })

  it('music, muting and whispering are ordered once more', () => {
    const trial = Trial.talking().act(hao, { do: 'mute', on: true }).act(hao, { do: 'hold' })
    const own = trial.leg(hao)
    away(trial, (floor) => {
      floor.run([
        [
          { do: 'mute', leg: own, on: false },
          { do: 'hold', leg: anna, music: 'silence' },
        ],
      ])
    })
    assert.deepEqual([trial.hears(anna), trial.floor.legs.get(own)?.muted], [['music'], true])
  })

  it('a customer who has hung up is gone', () => {
    const trial = away(Trial.talking(), (floor) => floor.leave(anna))
    assert.deepEqual(
      [trial.fact('ended').by, trial.floor.legs.size, trial.floor.tapes.size],
      ['customer', 0, 0],
    )
  })

  it('an agent who is gone is rung again', () => {
    const trial = Trial.talking()
    const own = trial.leg(hao)
    away(trial, (floor) => floor.leave(own))
    assert.deepEqual([trial.hears(anna), trial.floor.legs.get(trial.leg(hao))?.state], [['music'], 'ringing'])
  })

  it('a phone that was answered meanwhile is in the call', () => {
    const trial = Trial.incoming().sayOut().offer(hao)
    const own = trial.leg(hao)
    away(trial, (floor) => floor.pickUp(own))
    assert.deepEqual([trial.hears(anna), trial.live.state], [[String(hao)], 'talking'])
  })

  it('a phone that was never rung passes', () => {
    const trial = Trial.incoming().sayOut().offer(hao)
    const own = trial.leg(hao)
    away(trial, (floor) => floor.legs.delete(own))
    assert.deepEqual([trial.fact('passed').why, trial.live.state], ['unreachable', 'queued'])
  })

  it('a phone that was rung after the snapshot was taken does not go on ringing', () => {
    const trial = Trial.incoming().sayOut()
    const before = trial.floor.snapshot()
    trial.offer(hao).input({ type: 'rebuilt', ...before })
    assert.deepEqual([trial.floor.legs.size, trial.live.state], [1, 'queued'])
  })

  it('what was said is said again', () => {
    const trial = Trial.incoming()
    away(trial, (floor) => floor.playing.clear())
    assert.deepEqual(trial.hears(anna), ['words'])
    assert.equal(trial.sayOut().live.state, 'queued')
  })

  it('a caller who was not answered yet is', () => {
    const trial = Trial.incoming()
    away(trial, (floor) => floor.arrive(anna))
    assert.deepEqual(trial.commands[1], [{ do: 'answer', leg: anna }])
  })

  it('a message that was left meanwhile is there', () => {
    const trial = inVoicemail()
    away(trial, (floor) => floor.tapes.clear())
    assert.deepEqual([trial.fact('owed').reason, trial.live.words?.about], ['voicemail', 'farewell'])
  })

  it('what is recorded stays paused, and goes on in a new part where it had ended', () => {
    const trial = Trial.talking().act(hao, { do: 'pause-recording', on: true })
    const { recording } = trial.fact('recording')
    away(trial, (floor) => floor.run([[{ do: 'pause', recording, on: false }]]))
    assert.equal(trial.floor.tapes.get(recording)?.paused, true)
    trial.act(hao, { do: 'pause-recording', on: false })
    away(trial, (floor) => floor.tapes.clear())
    assert.notEqual(trial.live.recording?.recording, recording)
    assert.equal(trial.floor.tapes.size, 1)
  })

  it('legs that we had let go already are hung up', () => {
    const trial = Trial.talking().act(hao, { do: 'transfer', to: { agentId: yun } })
    away(trial, (floor) => floor.arrive('c1.agent-99', 'up'))
    assert.equal(trial.floor.legs.has('c1.agent-99'), false)
    away(trial.hangUp(anna), (floor) => floor.arrive(anna, 'up'))
    assert.equal(trial.floor.legs.size, 0)
  })

  it('legs of other calls are nobody’s business here', () => {
    const trial = away(Trial.talking(), (floor) => floor.arrive('c2.agent-1', 'up'))
    assert.equal(trial.floor.legs.has('c2.agent-1'), true)
  })
})
