import type { Sound } from '../../core/platform/files/sound/wav.ts'

const rate = 8000
const beat = 0.75
/** Four bars of a calm turn (I vi IV V), twice; the low notes of each chord, in half tones above C3. */
const chords = [
  [0, 7, 16],
  [-3, 4, 12],
  [-7, 5, 9],
  [-5, 7, 11],
]
/** A melody on five notes, four beats a bar; what is null rests. */
const melody = [
  [16, null, 19, 21],
  [24, null, 21, 19],
  [21, 19, null, 16],
  [14, null, 16, null],
  [19, null, 21, 24],
  [26, 24, null, 21],
  [24, null, 21, 19],
  [16, 14, null, 12],
]
const bar = 4 * beat

/** Music to wait by, our own: soft strings of a music box over slow chords. Its end runs into its beginning. */
export function music(): Sound {
  const samples = new Float32Array(Math.round(melody.length * 2 * bar * rate))
  for (let turn = 0; turn < melody.length * 2; turn++) {
    const start = turn * bar
    const chord = chords[turn % chords.length] ?? []
    for (const note of chord) pad(samples, note, start)
    chord.forEach((note, at) => pluck(samples, note + 12, start + (at + 0.5) * beat, 0.07))
    if (turn % 8 !== 7) playBar(samples, melody[turn % melody.length] ?? [], start)
  }
  return { samples: samples.map((sample) => Math.tanh(sample)), rate }
}

/** After it, the caller speaks. */
export function beep(): Sound {
  const length = 0.4 * rate
  const edge = 0.02 * rate
  const tone = (at: number) => Math.sin((2 * Math.PI * 1000 * at) / rate) * 0.3
  const fade = (at: number) => Math.min(1, at / edge, (length - at) / edge)
  return { samples: Float32Array.from({ length }, (_, at) => tone(at) * fade(at)), rate }
}

function playBar(samples: Float32Array, notes: (number | null)[], start: number) {
  notes.forEach((note, at) => note !== null && pluck(samples, note + 12, start + at * beat, 0.16))
}

/** A string that is plucked: overtones die first. */
function pluck(samples: Float32Array, note: number, start: number, loud: number) {
  const overtones = [1, 0.35, 0.12, 0.05]
  add(
    samples,
    start,
    2.5,
    (time) =>
      overtones.reduce(
        (sum, part, index) =>
          sum + part * Math.exp(-time * (1.8 + index * 2.2)) * Math.sin(turn(note, time) * (index + 1)),
        0,
      ) *
      loud *
      Math.min(1, time / 0.008),
  )
}

/** A chord that swells and goes. */
function pad(samples: Float32Array, note: number, start: number) {
  const length = bar * 1.4
  add(samples, start, length, (time) => {
    const swell = Math.sin((Math.PI * time) / length) ** 2
    return (Math.sin(turn(note, time)) + 0.25 * Math.sin(turn(note + 12.04, time))) * 0.055 * swell
  })
}

/** Adds to what sounds already; what passes the end sounds at the beginning. */
function add(samples: Float32Array, start: number, seconds: number, sound: (time: number) => number) {
  const first = Math.round(start * rate)
  for (let at = 0; at < seconds * rate; at++) {
    const place = (first + at) % samples.length
    samples[place] = (samples[place] ?? 0) + sound(at / rate)
  }
}

function turn(note: number, time: number): number {
  return 2 * Math.PI * 130.81 * 2 ** (note / 12) * time
}
