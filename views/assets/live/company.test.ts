import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Colleague, keepCompany } from './company.ts'

const mei = { id: 2, name: 'mei' }

/** Hao's view of a conversation, with a clock that the test turns. */
function conversation() {
  const said: object[] = []
  const clock = { now: 0, colleagues: [] as Colleague[] }
  const timers = new Set<{ at: number; run: () => void }>()
  const company = keepCompany({
    say: (data) => said.push(data),
    changed: (colleagues) => (clock.colleagues = colleagues),
    after(milliseconds, run) {
      const timer = { at: clock.now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  })

  function pass(milliseconds: number) {
    clock.now += milliseconds
    for (const timer of timers) if (timer.at <= clock.now && timers.delete(timer)) timer.run()
  }

  return { ...company, said, clock, pass }
}

describe('The company on a conversation', () => {
  it('shows who is here until they leave, or are no longer heard of', () => {
    const { hear, clock, pass } = conversation()
    hear({ kind: 'here', on: true, agent: mei })
    assert.deepEqual(
      clock.colleagues.map(({ name }) => name),
      ['mei'],
    )
    hear({ kind: 'here', on: false, agent: mei })
    assert.deepEqual(clock.colleagues, [])
    hear({ kind: 'here', on: true, agent: mei })
    pass(45_000)
    assert.deepEqual(clock.colleagues, [])
  })

  it('shows who is writing, for six seconds after the last word of it', () => {
    const { hear, clock, pass } = conversation()
    hear({ kind: 'typing', on: true, mode: 'reply', agent: mei })
    hear({ kind: 'here', on: true, agent: mei })
    assert.equal(clock.colleagues[0]?.typing, 'reply')
    pass(6000)
    assert.deepEqual(clock.colleagues, [mei])
    hear({ kind: 'typing', on: true, mode: 'note', agent: mei })
    hear({ kind: 'typing', on: false, mode: 'note', agent: mei })
    assert.equal(clock.colleagues[0]?.typing, undefined)
  })

  it('says that we are here: at once, when asked, every 20 seconds, and that we leave', () => {
    const { said, hear, pass, leave } = conversation()
    hear({ kind: 'here', on: true, ask: true, agent: mei })
    pass(20_000)
    leave()
    pass(60_000)
    const here = { kind: 'here', on: true }
    assert.deepEqual(said, [{ ...here, ask: true }, here, here, { kind: 'here', on: false }])
  })

  it('says that we write at most every three seconds, and when we pause', () => {
    const { said, typed, paused, pass } = conversation()
    said.length = 0
    typed('note')
    typed('note')
    pass(3000)
    typed('note')
    pass(6000)
    paused()
    const on = { kind: 'typing', on: true, mode: 'note' }
    assert.deepEqual(said, [on, on, { kind: 'typing', on: false, mode: 'note' }])
  })

  it('takes no visitor for a colleague', () => {
    const { hear, clock } = conversation()
    hear({ kind: 'typing', on: true, preview: 'hello' })
    assert.deepEqual(clock.colleagues, [])
  })
})
