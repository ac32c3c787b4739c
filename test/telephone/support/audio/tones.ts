/** Samples are 16 bits, 8000 a second. */
export const rate = 8000

/** A tone of so many seconds. */
export function tone(hz: number, seconds: number, loudness = 8000): Int16Array {
  return Int16Array.from({ length: rate * seconds }, (_, at) =>
    Math.round(loudness * Math.sin((2 * Math.PI * hz * at) / rate)),
  )
}

/** How strong one frequency is in these samples: its amplitude, as `loudness` of `tone`. */
export function strength(samples: Int16Array, hz: number): number {
  let real = 0
  let imaginary = 0
  for (const [at, sample] of samples.entries()) {
    const angle = (2 * Math.PI * hz * at) / rate
    real += sample * Math.cos(angle)
    imaginary += sample * Math.sin(angle)
  }
  return samples.length === 0 ? 0 : Math.round((2 * Math.hypot(real, imaginary)) / samples.length)
}

/** The usual strength over stretches of 50 ms: a lost or late packet among them does not matter. */
export function presence(samples: Int16Array, hz: number): number {
  const stretch = rate / 20
  const count = Math.floor(samples.length / stretch)
  const strengths = Array.from({ length: count }, (_, at) =>
    strength(samples.subarray(at * stretch, (at + 1) * stretch), hz),
  )
  return strengths.sort((one, other) => one - other)[count >> 1] ?? 0
}

/** The seconds from which on a tone is there, by stretches of 20 ms; undefined where it never is. */
export function firstSecond(samples: Int16Array, hz: number, atLeast = 1500): number | undefined {
  const stretch = rate / 50
  for (let at = 0; at + stretch <= samples.length; at += stretch) {
    if (strength(samples.subarray(at, at + stretch), hz) >= atLeast) return at / rate
  }
  return undefined
}

/**
 * Which of these tones are there one after the other, as sets of them. What lasts less than 300 ms is the change from one
 * to the next, or a lost packet.
 */
export function passages(samples: Int16Array, tones: number[], atLeast = 2000): number[][] {
  const stretch = rate / 20
  const found: { heard: number[]; from: number }[] = []
  for (let at = 0; at + stretch <= samples.length; at += stretch) {
    const part = samples.subarray(at, at + stretch)
    const heard = tones.filter((hz) => strength(part, hz) > atLeast)
    if (String(found.at(-1)?.heard) !== String(heard)) found.push({ heard, from: at })
  }
  const lasting = found.filter(
    ({ from }, index) => (found[index + 1]?.from ?? samples.length) - from >= 0.3 * rate,
  )
  return lasting.map(({ heard }) => heard).filter((heard, at, all) => String(all[at - 1]) !== String(heard))
}
