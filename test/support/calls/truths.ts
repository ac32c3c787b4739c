import assert from 'node:assert/strict'
import type { Fact, Live } from '../../../core/modules/calls/engine/index.ts'
import type { Floor } from './floor.ts'

/** What is true of every call at every moment, when the exchange has done everything and told everything. */
export function checkTruths(live: Live, floor: Floor, parked: string[] = []) {
  pictureIsTrue(live, floor, parked)
  customerIsNeverAlone(live, floor)
  recordingIsLawful(live, floor)
  overIsOver(live)
  assert.deepEqual(JSON.parse(JSON.stringify(live)), live, 'live is JSON')
}

/** Staff are offered a call before they are in it, and leave it once. */
export function checkStaff(facts: Fact[], live: Live, reserved: number[]) {
  const staff = new Map<number, 'offered' | 'in'>()
  for (const fact of facts) move(staff, fact, reserved)
  const isOver = live.phase.in === 'ended'
  if (isOver) assert.equal(staff.size, 0, `still taken: ${[...staff.keys()].join()}`)
  assert.equal(facts.filter(({ type }) => type === 'ended').length, isOver ? 1 : 0, 'ended once')
}

function move(staff: Map<number, 'offered' | 'in'>, fact: Fact, reserved: number[]) {
  if (fact.type === 'offered') {
    assert.ok(!staff.has(fact.agentId), 'offered twice')
    staff.set(fact.agentId, 'offered')
  } else if (fact.type === 'passed') {
    const isKnown = staff.get(fact.agentId) === 'offered' || reserved.includes(fact.agentId)
    assert.ok(isKnown, 'passed what was not offered')
    staff.delete(fact.agentId)
  } else if (fact.type === 'joined') {
    assert.equal(staff.get(fact.agentId), 'offered', 'joined without an offer')
    staff.set(fact.agentId, 'in')
  } else if (fact.type === 'answered') staff.set(fact.agentId, 'in')
  else if (fact.type === 'left') {
    assert.equal(staff.get(fact.agentId), 'in', 'left without being in')
    staff.delete(fact.agentId)
  }
}

/** Nobody is on the line whom we do not know, and everybody is where we think. */
function pictureIsTrue(live: Live, floor: Floor, parked: string[]) {
  const known = Object.entries(live.legs)
  const there = [...floor.legs.keys()].filter((id) => live.legs[id] || !parked.includes(id))
  assert.deepEqual(there.sort(), known.map(([id]) => id).sort(), 'legs')
  for (const [id, { is, at, muted, parked: wasParked }] of known) {
    const standing = floor.legs.get(id)
    if (wasParked && is !== 'up') continue
    assert.equal(standing?.state === 'up', is === 'up', `${id} is up`)
    if (at.in !== 'nowhere') assert.deepEqual(standing?.at, at, `${id} is elsewhere`)
    assert.equal(standing?.muted, muted, `${id} is muted`)
  }
  const said = [...(live.words ? [live.words] : []), ...Object.values(live.tones)].map(
    ({ playback }) => playback,
  )
  assert.deepEqual([...floor.playing.keys()].sort(), said.sort(), 'playbacks')
  assert.deepEqual([...floor.tapes.keys()], live.recording ? [live.recording.recording] : [], 'recordings')
  assert.deepEqual(live.finishing, [])
  for (const id of parked) if (!live.legs[id]) isAtRest(floor, id)
}

function isAtRest(floor: Floor, id: string) {
  const standing = floor.legs.get(id)
  if (standing)
    assert.deepEqual([standing.at.in === 'room', standing.muted], [false, false], `${id} is parked`)
}

/** The customer hears somebody, or something, unless they are asked for a key or a message. */
function customerIsNeverAlone(live: Live, floor: Floor) {
  if (live.legs[live.customer]?.is !== 'up') return
  const isAsked = live.timers.keys !== undefined || live.recording?.kind === 'voicemail'
  const others = Object.values(live.legs).some(
    ({ party, at }) => party !== 'customer' && party !== 'supervisor' && at.in === 'room',
  )
  const isInRoom = live.legs[live.customer]?.at.in === 'room'
  const hears = floor.hears(live.customer).length > 0 || (isInRoom && others)
  assert.ok(isAsked || hears, `the customer hears nothing: ${JSON.stringify(live.phase)}`)
}

/** Only agent and customer are recorded, together, after the notice, and not while it is paused. */
function recordingIsLawful(live: Live, floor: Floor) {
  const { recording, owner, phase } = live
  assert.equal(floor.tapes.get(recording?.recording ?? '')?.paused, recording?.paused)
  if (!recording || recording.kind === 'voicemail') return
  assert.equal(live.notice, 'heard')
  if (recording.discreet) assert.ok(recording.paused)
  if (recording.paused) return
  const room = phase.in === 'talk' ? phase.room : assert.fail('recorded while nobody talks')
  const inside = [live.customer, owner?.leg ?? ''].map((id) => floor.legs.get(id)?.at)
  assert.deepEqual(inside, [
    { in: 'room', room },
    { in: 'room', room },
  ])
}

function overIsOver({ phase, legs, words, tones, timers, owner, recording, heldAt }: Live) {
  assert.equal(heldAt !== null, phase.in === 'talk' && phase.held, 'on hold')
  if (phase.in !== 'ended') return
  assert.deepEqual(
    { legs, words, tones, timers, owner, recording, heldAt },
    { legs: {}, words: null, tones: {}, timers: {}, owner: null, recording: null, heldAt: null },
  )
}
