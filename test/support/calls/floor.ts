import type { EndCause, Place, VoiceEvent } from '../../../core/plugin/index.ts'
import type { Command, Leg } from '../../../core/modules/calls/engine/index.ts'

type Standing = { state: 'ringing' | 'up'; at: Leg['at']; muted: boolean }
type Tape = { of: Place; paused: boolean }

/** What an exchange would be like after the engine's commands, at once and without wires. */
export class Floor {
  readonly legs = new Map<string, Standing>()
  readonly playing = new Map<string, { to: Place; tone: boolean }>()
  readonly tapes = new Map<string, Tape>()
  /** What has happened and nobody was told of yet. */
  readonly news: VoiceEvent[] = []

  run(batches: Command[][]) {
    for (const command of batches.flat()) this.#do(command)
  }

  arrive(leg: string, state: Standing['state'] = 'ringing') {
    this.legs.set(leg, { state, at: { in: 'nowhere' }, muted: false })
  }

  pickUp(leg: string) {
    const standing = this.legs.get(leg)
    if (standing?.state !== 'ringing') return
    standing.state = 'up'
    this.news.push({ type: 'answered', leg })
  }

  leave(leg: string, cause: EndCause = 'normal', code?: number) {
    if (!this.legs.delete(leg)) return
    this.news.push({ type: 'ended', leg, cause, ...(code !== undefined && { code }) })
    this.#tidy()
  }

  playOut(playback: string, ok = true) {
    if (this.playing.delete(playback)) this.news.push({ type: 'played', playback, ok })
  }

  finishTape(recording: string, seconds = 7, ok = true) {
    if (this.tapes.delete(recording)) this.news.push({ type: 'recorded', recording, ok, seconds })
  }

  /** Whom, or what, a leg hears: ids of legs, `music`, `silence`, or the words of what is played. */
  hears(leg: string): string[] {
    const own = this.legs.get(leg)
    if (own?.state !== 'up') return []
    return [...alone(own.at), ...this.#voices(leg, own.at), ...this.#sounds(leg, own.at)].sort()
  }

  snapshot() {
    const legs = [...this.legs].map(([leg, { state, at }]) => ({
      leg,
      state,
      ...(at.in === 'room' && { room: at.room }),
    }))
    return { legs, recordings: [...this.tapes.keys()] }
  }

  #do(command: Command) {
    switch (command.do) {
      case 'dial':
        return this.#ring(command.leg)
      case 'answer':
        return this.pickUp(command.leg)
      case 'hangUp':
        return this.leave(command.leg)
      case 'join':
        return command.legs.forEach((leg) => this.#move(leg, { in: 'room', room: command.room }))
      case 'hold':
        return this.#move(command.leg, { in: 'hold', music: command.music ?? null })
      case 'listen':
        return this.#move(command.leg, { in: 'listening', to: command.target, mode: command.mode })
      case 'mute':
        return this.#mute(command.leg, command.on)
      case 'play':
        return this.#play(command)
      case 'stop':
        return this.playOut(command.playback)
      case 'record':
        return void this.tapes.set(command.recording, { of: command.of, paused: false })
      case 'pause':
        return this.#pause(command.recording, command.on)
      case 'finish':
        return this.finishTape(command.recording)
    }
  }

  #ring(leg: string) {
    this.arrive(leg)
    this.news.push({ type: 'ringing', leg })
  }

  #move(leg: string, at: Leg['at']) {
    const standing = this.legs.get(leg)
    if (standing) standing.at = at
    this.#tidy()
  }

  #mute(leg: string, on: boolean) {
    const standing = this.legs.get(leg)
    if (standing) standing.muted = on
  }

  #play({ playback, to, sounds }: Extract<Command, { do: 'play' }>) {
    this.playing.set(playback, { to, tone: sounds.some((sound) => 'tone' in sound) })
    this.#tidy()
  }

  #pause(recording: string, on: boolean) {
    const tape = this.tapes.get(recording)
    if (tape) tape.paused = on
  }

  /** What was played to, or recorded of, somebody who is gone has ended. */
  #tidy() {
    for (const [playback, { to }] of this.playing) if (!this.#isThere(to)) this.playOut(playback, false)
    for (const [recording, { of }] of this.tapes) if (!this.#isThere(of)) this.finishTape(recording)
  }

  #isThere(place: Place): boolean {
    if ('leg' in place) return this.legs.has(place.leg)
    return [...this.legs.values()].some(({ at }) => at.in === 'room' && at.room === place.room)
  }

  #voices(leg: string, at: Leg['at']): string[] {
    const room = at.in === 'listening' ? this.legs.get(at.to)?.at : at
    const isHeard = ([id, other]: [string, Standing]) =>
      id !== leg &&
      !other.muted &&
      ((other.at.in === 'room' && isSame(other.at, room)) || whispers(other.at, leg))
    return [...this.legs].filter(isHeard).map(([id]) => id)
  }

  #sounds(leg: string, at: Leg['at']): string[] {
    const isPlayed = ({ to }: { to: Place }) =>
      'leg' in to ? to.leg === leg : at.in === 'room' && at.room === to.room
    return [...this.playing.values()].filter(isPlayed).map(({ tone }) => (tone ? 'tone' : 'words'))
  }
}

function alone(at: Leg['at']): string[] {
  if (at.in !== 'hold' || at.music === 'silence') return []
  return [at.music !== null && 'tone' in at.music ? 'tone' : 'music']
}

function whispers(at: Leg['at'], target: string): boolean {
  return at.in === 'listening' && at.mode === 'whisper' && at.to === target
}

function isSame(one: Leg['at'], other: Leg['at'] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
