import { choice, volume } from './choices.ts'
import { pointAt } from './speaker.ts'

/** Notes of one ring: pitch in Hz, when it begins and how long it lasts, in seconds. */
type Note = [pitch: number, from: number, lasts: number]
type Tune = { notes: Note[]; shape: OscillatorType; every: number }

/** Made here: no file to fetch, and nothing that another desk's phone could sound like by accident. */
const tunes: Record<string, Tune> = {
  calm: {
    notes: [
      [659, 0, 0.5],
      [784, 0.18, 0.5],
      [988, 0.36, 0.9],
    ],
    shape: 'sine',
    every: 3000,
  },
  classic: { notes: bell(0).concat(bell(0.55)), shape: 'triangle', every: 3000 },
  bright: {
    notes: [
      [1047, 0, 0.14],
      [1319, 0.15, 0.14],
      [1568, 0.3, 0.3],
    ],
    shape: 'triangle',
    every: 2000,
  },
}
const usual = tunes['calm']
const pickedUp: Tune = {
  notes: [
    [880, 0, 0.12],
    [1175, 0.14, 0.18],
  ],
  shape: 'sine',
  every: 0,
}

/** Rings at the chosen device until it is told to stop. */
export function ring(): () => void {
  const tune = tunes[choice('tune') ?? ''] ?? usual
  if (!tune) return () => {}
  let player = play(tune)
  const timer = setInterval(() => {
    void player.close()
    player = play(tune)
  }, tune.every)
  return () => {
    clearInterval(timer)
    void player.close()
  }
}

/** Once, to try it out: the whole tune, as loud as it rings. */
export function ringOnce(): void {
  const stop = ring()
  setTimeout(stop, 1900)
}

/** Says in the ear that somebody is there: the phone picked up by itself. */
export function beep(): void {
  const player = play(pickedUp)
  setTimeout(() => void player.close(), 600)
}

function play({ notes, shape }: Tune): AudioContext {
  const context = new AudioContext()
  void pointAt(context, 'ring')
  for (const [pitch, from, lasts] of notes) {
    const begin = context.currentTime + 0.03 + from
    const loudness = context.createGain()
    const tone = context.createOscillator()
    tone.type = shape
    tone.frequency.value = pitch
    loudness.gain.setValueAtTime(0.0001, begin)
    loudness.gain.exponentialRampToValueAtTime(Math.max(0.0002, volume() ** 2 * 0.6), begin + 0.02)
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + lasts)
    tone.connect(loudness).connect(context.destination)
    tone.start(begin)
    tone.stop(begin + lasts)
  }
  return context
}

/** A clapper between two shells. */
function bell(from: number): Note[] {
  return Array.from({ length: 10 }, (_, index) => [index % 2 ? 1108 : 932, from + index * 0.04, 0.09])
}
