import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Flow, Step } from '../../../lines/index.ts'
import {
  anna,
  flow,
  hao,
  house,
  outside,
  queue,
  skin,
  Trial,
} from '../../../../../test/support/calls/trial.ts'

const menu: Flow['menus'][string] = {
  name: 'main',
  prompt: { house: 'menu' },
  keys: [
    { key: '1', label: 'Skin', step: { to: 'queue', teamId: skin } },
    { key: '2', label: 'Message', step: { to: 'voicemail', teamId: skin } },
  ],
  seconds: 5,
  tries: 2,
  otherwise: { to: 'callback', teamId: skin },
}

const starting = (start: Step, changes: Partial<Flow> = {}) =>
  house({ flow: { ...flow, start, menus: { main: menu }, ...changes } })

const said = (trial: Trial) =>
  trial.live.words?.sounds.map((sound) => ('url' in sound ? sound.url : sound)) ?? []

describe('A caller of a line', () => {
  it('hears the greeting and the notice before anything else, and cannot skip them', () => {
    const trial = Trial.incoming(starting({ to: 'menu', menu: 'main' })).press('1')
    assert.deepEqual(said(trial), ['/greeting.wav', '/notice.wav'])
    assert.equal(trial.live.state, 'menu')
    assert.deepEqual(said(trial.sayOut()), ['/menu.wav'])
  })

  it('goes straight on where there is nothing to say', () => {
    const quiet = { greeting: undefined, notice: undefined }
    assert.equal(Trial.incoming(starting({ to: 'queue', teamId: skin }, quiet)).live.state, 'queued')
  })

  it('is told why nobody answers while it is closed, and is owed a call', () => {
    const trial = Trial.incoming(house({ isOpen: false })).sayOut()
    assert.deepEqual(said(trial), ['/closed.wav'])
    trial.sayOut()
    assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome: 'closed', by: 'system' })
    assert.equal(trial.fact('owed').reason, 'missed')
    assert.equal(trial.floor.legs.has(anna), false)
  })

  it('is turned away by a line without a flow, unanswered', () => {
    const trial = Trial.incoming(house({ flow: undefined }))
    assert.deepEqual(trial.commands, [[{ do: 'hangUp', leg: anna, why: 'busy' }]])
    assert.equal(trial.fact('ended').outcome, 'missed')
  })

  it('is put through to a number outside, and may leave a message where nobody answers there', () => {
    const trial = Trial.incoming(starting({ to: 'number', number: outside })).sayOut()
    assert.deepEqual(said(trial), ['/transfer.wav'])
    assert.deepEqual(trial.sayOut().hears(anna), ['tone'])
    trial.hangUp(outside, 'no-answer')
    assert.equal(trial.live.state, 'voicemail')
    assert.deepEqual(said(trial), ['/unavailable.wav', '/voicemail.wav', '/beep.wav'])
  })

  it('talks with the number outside, and the line is closed when that hangs up', () => {
    const trial = Trial.incoming(starting({ to: 'number', number: outside }))
      .sayOut()
      .pickUp(outside)
    assert.deepEqual(trial.hears(anna), [outside])
    assert.equal(trial.live.recording, null)
    trial.hangUp(outside)
    assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome: 'answered', by: 'system' })
  })
})

describe('In a menu', () => {
  const inMenu = () => Trial.incoming(starting({ to: 'menu', menu: 'main' })).sayOut()

  it('the first key stops the prompt', () => {
    const trial = inMenu().press('1')
    assert.deepEqual(trial.hears(anna), ['music'])
    assert.equal(trial.live.state, 'queued')
  })

  it('a key may be pressed for as long as the menu says', () => {
    const trial = inMenu().sayOut()
    assert.equal(Date.parse(trial.live.timers.keys ?? '') - trial.house.now, 5000)
    assert.equal(trial.press('1').live.timers.keys, undefined)
  })

  it('a wrong key is told, and counts as a try', () => {
    const trial = inMenu().press('9')
    assert.deepEqual(said(trial), ['/invalid.wav', '/menu.wav'])
    assert.equal(trial.press('9').live.phase.in, 'farewell')
  })

  it('who presses nothing hears it again, and goes on as the menu says', () => {
    const trial = inMenu().sayOut().expire('keys')
    assert.deepEqual(said(trial), ['/menu.wav'])
    trial.sayOut().expire('keys')
    assert.deepEqual(said(trial), ['/callback-done.wav'])
    assert.equal(trial.sayOut().fact('ended').outcome, 'callback')
  })

  it('who hides their number is not promised a call back, and may leave a message', () => {
    const trial = Trial.incoming(starting({ to: 'callback', teamId: skin }), '').sayOut()
    assert.equal(trial.live.state, 'voicemail')
    assert.equal(trial.told('owed'), 0)
  })

  it('a menu that is not there any more ends the call, and owes one', () => {
    const trial = Trial.incoming(starting({ to: 'menu', menu: 'gone' })).sayOut()
    assert.deepEqual([trial.fact('ended').outcome, trial.fact('owed').reason], ['missed', 'missed'])
  })
})

describe('Who leaves a message', () => {
  const atTheBeep = () =>
    Trial.incoming(starting({ to: 'voicemail', teamId: skin }))
      .sayOut()
      .sayOut()

  it('is recorded after the beep, with limits', () => {
    const trial = atTheBeep()
    const recording = trial.live.recording?.recording ?? ''
    const limits = { most: 120, silence: 5, key: '#' as const }
    assert.deepEqual(trial.commands, [[{ do: 'record', recording, of: { leg: anna }, limits }]])
  })

  it('is thanked, and a call is owed', () => {
    const trial = atTheBeep()
    trial.event({ type: 'recorded', recording: trial.live.recording?.recording ?? '', ok: true, seconds: 9 })
    assert.deepEqual(said(trial), ['/goodbye.wav'])
    assert.deepEqual(trial.fact('owed'), { type: 'owed', teamId: skin, reason: 'voicemail' })
  })

  it('and says nothing, has missed somebody', () => {
    const trial = atTheBeep()
    trial.event({ type: 'recorded', recording: trial.live.recording?.recording ?? '', ok: true, seconds: 1 })
    assert.deepEqual([trial.fact('ended').outcome, trial.fact('owed').reason], ['missed', 'missed'])
  })

  it('and hangs up, has left one; its recording is told when it is ready', () => {
    const trial = atTheBeep().hangUp(anna)
    assert.deepEqual([trial.fact('ended').outcome, trial.fact('owed').reason], ['voicemail', 'voicemail'])
    assert.deepEqual(trial.live.finishing, [])
    assert.equal(trial.told('recording'), 2)
  })

  it('and hangs up before the beep, has given up', () => {
    const trial = Trial.incoming(starting({ to: 'voicemail', teamId: skin }))
      .sayOut()
      .hangUp(anna)
    assert.deepEqual([trial.fact('ended').outcome, trial.fact('owed').reason], ['abandoned', 'abandoned'])
  })
})

describe('Who waits in a queue', () => {
  const waiting = (changes: Partial<typeof queue> = {}, more = {}) =>
    Trial.incoming(house({ queue: { ...queue, ...changes }, ...more })).sayOut()

  it('hears the music of the group', () => {
    const trial = waiting({ music: { sound: 7 } })
    assert.deepEqual(trial.hears(anna), ['music'])
    assert.deepEqual(trial.live.legs[anna]?.at, { in: 'hold', music: { url: '/7.wav' } })
  })

  const entered = [
    { name: 'nothing where somebody is free', of: {}, words: [] },
    { name: 'that everybody is busy', of: { next: undefined }, words: ['/busy.wav'] },
    { name: 'that everybody is busy while others wait', of: { waiting: 1 }, words: ['/busy.wav'] },
  ]
  for (const { name, of, words } of entered)
    it(`is told ${name}, and hears music`, () => {
      const trial = waiting({}, of)
      assert.deepEqual(said(trial), words)
      if (words.length > 0) trial.sayOut()
      assert.deepEqual(trial.hears(anna), ['music'])
    })

  it('is put through in the middle of a word', () => {
    const trial = waiting({}, { next: undefined }).offer(hao)
    assert.deepEqual(trial.hears(anna), ['words'])
    assert.deepEqual(trial.pickUp(hao).hears(anna), [String(hao)])
  })

  const sent: { to: Step; full: string[]; late: string[] }[] = [
    { to: { to: 'end' }, full: ['/full.wav'], late: ['/unavailable.wav'] },
    { to: { to: 'end', say: { sound: 7 } }, full: ['/7.wav'], late: ['/7.wav'] },
    {
      to: { to: 'callback', teamId: skin },
      full: ['/unavailable.wav', '/callback-done.wav'],
      late: ['/unavailable.wav', '/callback-done.wav'],
    },
    {
      to: { to: 'voicemail', teamId: skin },
      full: ['/unavailable.wav', '/voicemail.wav', '/beep.wav'],
      late: ['/unavailable.wav', '/voicemail.wav', '/beep.wav'],
    },
    {
      to: { to: 'voicemail', teamId: skin, prompt: { sound: 7 } },
      full: ['/7.wav', '/beep.wav'],
      late: ['/7.wav', '/beep.wav'],
    },
  ]
  for (const { to: overflow, full, late } of sent)
    it(`hears why they are sent away: ${JSON.stringify(overflow)}`, () => {
      assert.deepEqual(said(waiting({ mostWaiting: 3, overflow }, { waiting: 3 })), full)
      assert.deepEqual(said(waiting({ overflow }).expire('overflow')), late)
    })

  it('is told their place every now and then, and hears music again', () => {
    const trial = waiting().expire('announce')
    assert.deepEqual([said(trial), trial.hears(anna)], [['/place-2.wav'], ['words']])
    assert.deepEqual(trial.sayOut().hears(anna), ['music'])
    assert.equal(Date.parse(trial.live.timers.announce ?? '') - trial.house.now, 45_000)
  })

  it('takes the offer of a call back with a key, and not before it was made', () => {
    const trial = waiting().press('1')
    assert.equal(trial.live.state, 'queued')
    trial.expire('offer-callback').press('1')
    assert.deepEqual(trial.fact('owed'), { type: 'owed', teamId: skin, reason: 'asked' })
    assert.equal(trial.sayOut().fact('ended').outcome, 'callback')
  })

  it('is not offered one where the number is hidden', () => {
    const trial = Trial.incoming(house(), '').sayOut()
    assert.equal(trial.live.timers['offer-callback'], undefined)
  })

  it('overflows where too many wait, and after too long', () => {
    assert.equal(waiting({ mostWaiting: 3 }, { waiting: 3 }).live.state, 'voicemail')
    assert.equal(waiting().expire('overflow').live.state, 'voicemail')
  })

  it('does not go round in circles between groups that are full', () => {
    const full = { mostWaiting: 3, overflow: { to: 'queue' as const, teamId: skin } }
    assert.equal(waiting(full, { waiting: 3 }).live.state, 'voicemail')
  })

  it('is owed a call where they give up', () => {
    const trial = waiting().hangUp(anna)
    assert.deepEqual(trial.fact('ended'), { type: 'ended', outcome: 'abandoned', by: 'customer' })
    assert.deepEqual(trial.fact('owed'), { type: 'owed', teamId: skin, reason: 'abandoned' })
  })
})
