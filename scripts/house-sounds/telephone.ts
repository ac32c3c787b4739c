import type { Sound } from '../../core/platform/files/sound/wav.ts'

const rate = 8000
const reach = 24
const band = 3400
const quiet = 0.01
const pause = 0.06 * rate
const loudness = 0.12
const loudest = 0.8

/** The sound as a telephone hears it: 8,000 samples a second, nothing above 3.4 kHz that could whistle. */
export function telephone({ samples, rate: from }: Sound): Sound {
  const step = from / rate
  const length = Math.floor(samples.length / step)
  return {
    samples: Float32Array.from({ length }, (_, at) => around(samples, at * step, (2 * band) / from)),
    rate,
  }
}

/** Without the silence before and after, a breath but, and as loud as the others. */
export function spoken({ samples }: Sound): Sound {
  const first = samples.findIndex((sample) => Math.abs(sample) > quiet)
  const last = samples.findLastIndex((sample) => Math.abs(sample) > quiet)
  const said = samples.subarray(Math.max(0, first - pause), last + pause)
  const gain = Math.min(loudness / level(said), loudest / peak(said))
  return { samples: said.map((sample) => sample * gain), rate }
}

/** The sample at a place between samples: a windowed sinc that cuts at `cut` of half the rate. */
function around(samples: Float32Array, place: number, cut: number): number {
  const middle = Math.floor(place)
  let sum = 0
  for (let at = middle - reach; at <= middle + reach; at++) {
    const distance = place - at
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / (reach + 1))
    sum += (samples[at] ?? 0) * cut * sinc(cut * distance) * window
  }
  return sum
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

function level(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

function peak(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
}
