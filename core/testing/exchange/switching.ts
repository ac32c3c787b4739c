import type { Voice } from '../../plugin/index.ts'
import type { Exchange } from './exchange.ts'
import type { Leg } from './floor.ts'

/** The verbs of the contract, on an exchange in memory. */
export function voiceOf(exchange: Exchange): Voice {
  const { floor } = exchange
  const withLeg = (id: string, change: (leg: Leg) => void) => {
    const leg = floor.legs.get(id)
    if (leg) change(leg)
    exchange.overhear()
  }
  return {
    dial: async (id, call) => exchange.ringOut(id, call),
    ring: async (id) => withLeg(id, (leg) => (leg.ringing = true)),
    answer: async (id) => exchange.connect(id),
    hangUp: async (id, why = 'normal') => exchange.end(id, causes[why]),
    join: async (room, ids) => ids.forEach((id) => withLeg(id, (leg) => enter(leg, room))),
    async hold(id, music) {
      withLeg(id, (leg) => leave(leg, music ?? 'own'))
      if (music === 'silence') exchange.silence(id)
    },
    async play(id, to, sounds, loop) {
      floor.playbacks.set(id, { id, to, sounds, ...(loop && { loop }) })
      exchange.overhear()
    },
    stop: async (id) => exchange.finishPlaying(id),
    mute: async (id, on) => withLeg(id, (leg) => void (on ? (leg.muted = true) : delete leg.muted)),
    press: async (id, keys) => void exchange.pressed.push({ leg: id, keys }),
    listen: async (id, target, mode) => withLeg(id, (leg) => (leg.spies = { target, mode })),
    async record(id, of) {
      floor.tapes.set(id, { id, of, state: 'running', voices: new Set() })
      exchange.overhear()
    },
    pause: async (id, on) => exchange.setTape(id, on ? 'paused' : 'running'),
    finish: async (id) => exchange.finishTape(id),
    fetch: async (id) => exchange.fetchTape(id),
    discard: async (id) => exchange.erase(id),
    quality: async (id) =>
      floor.legs.get(id)?.state === 'up'
        ? { codec: 'opus', jitter: 4, roundTrip: 20, lost: 0.1, received: 500, sent: 500 }
        : undefined,
    phones: async (phones) => exchange.know(phones),
    snapshot: async () => exchange.snapshot(),
    signalling: () => exchange.signalling,
    desk: () => exchange.desk,
  }
}

const causes = {
  normal: 'normal',
  busy: 'busy',
  rejected: 'rejected',
  elsewhere: 'normal',
  'no-answer': 'no-answer',
} as const

function enter(leg: Leg, room: string) {
  leg.room = room
  delete leg.music
  delete leg.spies
}

function leave(leg: Leg, music: NonNullable<Leg['music']>) {
  leg.music = music
  delete leg.room
  delete leg.spies
}
