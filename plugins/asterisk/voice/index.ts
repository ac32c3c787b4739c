import type { Signalling, Voice } from 'qiantai/plugin'
import type { Account, Line } from '../account.ts'
import { desk } from './desk.ts'
import * as legs from './legs.ts'
import { listen } from './listening.ts'
import { phones } from './phones.ts'
import { quality } from './quality.ts'
import * as recording from './recording.ts'
import { hold, join } from './rooms.ts'
import { snapshot } from './snapshot.ts'
import { hush, play, stop } from './sounds.ts'

/** The telephone of one account. */
export function voiceOf(line: Line): Voice {
  return {
    dial: (leg, call) => legs.dial(line, leg, call),
    ring: (leg) => legs.ring(line, leg),
    answer: (leg) => legs.answer(line, leg),
    hangUp: (leg, why) => legs.hangUp(line, leg, why),
    join: (room, all) => join(line, room, all),
    async hold(leg, music) {
      if (music === 'silence') await hush(line, leg)
      await hold(line, leg, music)
    },
    play: (playback, to, sounds, loop) => play(line, playback, to, { sounds, ...(loop && { loop }) }),
    stop: (playback) => stop(line, playback),
    mute: (leg, on) => legs.mute(line, leg, on),
    press: (leg, keys) => legs.press(line, leg, keys),
    listen: (leg, target, mode) => listen(line, leg, target, mode),
    record: (name, of, limits) => recording.record(line, name, of, limits),
    pause: (name, on) => recording.pause(line, name, on),
    finish: (name) => recording.finish(line, name),
    fetch: (name) => recording.fetch(line, name),
    discard: (name) => recording.discard(line, name),
    quality: (leg) => quality(line, leg),
    phones: (all) => phones(line, all),
    snapshot: () => snapshot(line),
    signalling: () => signallingOf(line.account),
    desk: () => desk(line),
  }
}

function signallingOf({ url, domain, ice }: Account): Signalling {
  return { url: `${url.replace(/^http/, 'ws')}/ws`, protocol: 'sip', domain, ...(ice.length > 0 && { ice }) }
}
