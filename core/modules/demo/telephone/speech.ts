import type { Random } from '../random.ts'

/** Whose mouth it is: how high it speaks (Hz), how long the throat is (1 is a grown man's), and how loud it is. */
type Mouth = { pitch: number; throat: number; loud: number }

/**
 * A stretch of sound with its resonances (Hz) and its melody: the pitch at its beginning and end, as shares of the usual.
 * `hiss`: milliseconds of a consonant before the vowel.
 */
type Syllable = { ms: number; vowel: number[]; from: number; to: number; hiss: number; stress: number }

const rate = 8000
const agent: Mouth = { pitch: 215, throat: 0.86, loud: 1.2 }
const customers: Mouth[] = [
  { pitch: 190, throat: 0.9, loud: 0.9 },
  { pitch: 120, throat: 1, loud: 1 },
]
/** a, e, i, o, u, ü. */
const vowels = [
  [730, 1090, 2440],
  [530, 1500, 2480],
  [270, 2190, 2900],
  [570, 840, 2410],
  [300, 870, 2240],
  [280, 1750, 2300],
]
/** The four tones of Chinese, near enough. */
const melodies = [
  [1.15, 1.13],
  [0.92, 1.18],
  [0.9, 0.84],
  [1.22, 0.82],
]
const bandwidths = [80, 110, 170]

/** A telephone call in no language: two people take turns for so many seconds. 8,000 samples a second. */
export function converse(random: Random, seconds: number): Float32Array {
  const customer = random.pick(customers)
  return speak(random, seconds, (turn) => (turn % 2 === 0 ? agent : customer))
}

/** One person alone, as on an answering machine. */
export function monologue(random: Random, seconds: number): Float32Array {
  const customer = random.pick(customers)
  return speak(random, seconds, () => customer)
}

function speak(random: Random, seconds: number, whose: (turn: number) => Mouth): Float32Array {
  const samples = murmur(random, seconds * rate)
  const end = samples.length - rate / 2
  let at = rate / 2
  for (let turn = 0; at < end; turn++) {
    const mouth = whose(turn)
    for (let phrase = random.between(1, 3); phrase > 0 && at < end; phrase--) {
      const { sound, rest } = phraseOf(random, mouth)
      samples.set(mixed(samples.subarray(at, end), sound), at)
      at += sound.length + rest
    }
    at += random.between(2, 9) * (rate / 10)
  }
  return samples
}

/** Some syllables in one breath, and the breath after them. */
function phraseOf(random: Random, mouth: Mouth): { sound: Float32Array; rest: number } {
  const syllables = Array.from({ length: random.between(4, 13) }, () => syllable(random))
  return { sound: voiced(random, mouth, syllables), rest: random.between(1, 5) * (rate / 10) }
}

function syllable(random: Random): Syllable {
  const [from = 1, to = 1] = random.pick(melodies)
  const hiss = random.pick([0, 0, 30, 50, 80])
  const stress = random.between(30, 100) / 100
  return { ms: random.between(120, 240), vowel: random.pick(vowels), from, to, hiss, stress }
}

function voiced(random: Random, mouth: Mouth, syllables: Syllable[]): Float32Array {
  const filters = bandwidths.map(() => resonance())
  let phase = 0
  const parts = syllables.map(({ ms, vowel, from, to, hiss, stress }, index) => {
    const length = (ms * rate) / 1000
    const falls = 1 - (0.12 * index) / syllables.length
    return Float32Array.from({ length }, (_, at) => {
      const share = at / length
      phase += (mouth.pitch * falls * (from + (to - from) * share)) / rate
      const strikes = phase >= 1
      if (strikes) phase -= 1
      const noise = random.between(-100, 100) / 100
      const isHiss = at < (hiss * rate) / 1000
      const source = isHiss ? noise * 0.16 : (strikes ? 5 : -0.12) + noise * 0.05
      const sum = vowel.reduce((heard, hertz, place) => {
        const tuned = { hertz: hertz / mouth.throat, width: bandwidths[place] ?? 100 }
        return heard + (filters[place]?.(source, tuned) ?? 0) / (place + 1)
      }, 0)
      return mouth.loud * stress * swell(share) * Math.tanh(sum / 4)
    })
  })
  return joined(parts)
}

/** A throat that rings at one frequency: two samples back is all it remembers. */
function resonance() {
  let [last, before] = [0, 0]
  return (input: number, { hertz, width }: { hertz: number; width: number }): number => {
    const damping = Math.exp((-Math.PI * width) / rate)
    const turn = 2 * damping * Math.cos((2 * Math.PI * Math.min(hertz, 3600)) / rate)
    const output = (1 - damping) * 3 * input + turn * last - damping * damping * before
    before = last
    last = output
    return output
  }
}

function swell(share: number): number {
  return Math.min(1, share * 6, (1 - share) * 4 + 0.15)
}

/** A line is never quite silent. */
function murmur(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => random.between(-100, 100) / 40_000)
}

function mixed(ground: Float32Array, sound: Float32Array): Float32Array {
  return sound.subarray(0, ground.length).map((sample, at) => sample + (ground[at] ?? 0))
}

function joined(parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
