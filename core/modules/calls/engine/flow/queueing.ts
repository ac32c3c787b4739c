import type { Sound } from '../../../../plugin/index.ts'
import type { HouseSound, QueueSettings, Step } from '../../../lines/index.ts'
import { promiseCallback } from './farewell.ts'
import type { PhaseOf } from '../live.ts'
import { musicOf, setAside } from '../talk/meeting.ts'
import { offered, withdraw } from './offering.ts'
import type { Rules } from '../rules.ts'
import { after, cancel, goTo, type Next, tell, type Turn } from '../turn.ts'
import { hush, say } from '../words.ts'

type Queue = PhaseOf<'queue'>

const callbackKey = '1'
/** Seconds until something is said that could not be said now, or an overflow is tried again while a phone rings. */
const soon = 5

/**
 * The customer waits, with music, and is told where it may take a while; where too many wait already they overflow. Who
 * waited before goes to the head.
 */
export function enterQueue(turn: Turn, teamId: number, { because, full = [] }: Next) {
  const { live, world } = turn
  const since = because === 'flow' ? world.now : live.startedAt
  live.teamId = teamId
  live.phase = { in: 'queue', teamId, since, mayAsk: false, offer: null, full }
  if (isFull(turn, live.phase, because)) return overflow(turn, live.phase, 'full')
  const words = wordsFor(turn, teamId, because)
  if (words.length > 0) say(turn, 'queue', words)
  else playMusic(turn)
  tell(turn, { type: 'queued', teamId, because, since })
  setTimers(turn, world.queue(teamId))
}

export const waiting = (phase: Queue): Rules => ({
  ...offered(phase),
  said: playMusic,
  key: (turn, key) => {
    if (phase.mayAsk && key === callbackKey) askBack(turn, phase)
  },
  timers: {
    ...offered(phase).timers,
    announce: (turn) => sayPlace(turn, phase),
    'offer-callback': (turn) => offerCallback(turn, phase),
    overflow: (turn) => (phase.offer ? after(turn, 'overflow', soon) : overflow(turn, phase, 'unavailable')),
  },
})

/** Nobody is told to wait whose call is about to be offered. */
function wordsFor({ world }: Turn, teamId: number, because: Next['because']): Sound[] {
  const isBusy = world.nextOf(teamId) === undefined || world.waiting(teamId) > 0
  const words: HouseSound[] = because === 'missed' ? ['again'] : isBusy ? ['busy'] : []
  if (because === 'transfer') words.unshift('transfer')
  return words.map((house) => world.sound({ house }))
}

function setTimers(turn: Turn, settings: QueueSettings) {
  after(turn, 'announce', settings.announceSeconds)
  after(turn, 'offer-callback', turn.live.number ? settings.callbackAfter : 0)
  after(turn, 'overflow', settings.mostSeconds)
}

function playMusic(turn: Turn) {
  setAside(turn, turn.live.customer, musicOf(turn))
}

function sayPlace(turn: Turn, { teamId }: Queue) {
  const { live, world } = turn
  after(turn, 'announce', world.queue(teamId).announceSeconds)
  if (world.place && !live.words) sayInQueue(turn, 'place', world.say(world.place))
}

function offerCallback(turn: Turn, phase: Queue) {
  if (turn.live.words) return after(turn, 'offer-callback', soon)
  phase.mayAsk = true
  sayInQueue(turn, 'callback', [turn.world.sound({ house: 'callback-offer' })])
}

function sayInQueue(turn: Turn, about: 'place' | 'callback', sounds: Sound[]) {
  if (sounds.length > 0) say(turn, about, sounds)
}

function askBack(turn: Turn, phase: Queue) {
  withdraw(turn, phase)
  leaveQueue(turn)
  promiseCallback(turn)
}

function leaveQueue(turn: Turn) {
  hush(turn)
  cancel(turn, 'announce', 'offer-callback', 'overflow', 'ring')
}

/** Nobody goes round in circles: who has overflowed from every group leaves a message. Who is sent away hears why. */
function overflow(turn: Turn, { teamId, full }: Queue, why: 'full' | 'unavailable') {
  const step: Step = turn.world.queue(teamId).overflow
  const all = [...full, teamId]
  const isCircle = step.to === 'queue' && all.includes(step.teamId)
  const before = { house: step.to === 'end' ? why : ('unavailable' as const) }
  leaveQueue(turn)
  goTo(turn, isCircle ? { to: 'voicemail', teamId } : step, 'overflow', { full: all, before })
}

function isFull({ world }: Turn, { teamId }: Queue, because: Next['because']): boolean {
  const { mostWaiting } = world.queue(teamId)
  const isNew = because === 'flow' || because === 'overflow'
  return isNew && mostWaiting > 0 && world.waiting(teamId) >= mostWaiting
}
