import { setTimeout } from 'node:timers/promises'
import { presence, rate, strength } from './tones.ts'

/** What a phone hears, with the moments at which it came (`performance.now()`). */
export class Ear {
  readonly #heard: { at: number; samples: Int16Array }[] = []

  hear(samples: Int16Array) {
    this.#heard.push({ at: performance.now(), samples })
  }

  /** Everything since a moment; without one, since the beginning. */
  since(moment = 0): Int16Array {
    const parts = this.#heard.filter(({ at }) => at >= moment).map(({ samples }) => samples)
    const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }

  /**
   * How strong these frequencies are in the next stretch of so many milliseconds: 0 where nothing comes. What was waiting
   * for this process to take it comes first, and is not looked at.
   */
  async listen(frequencies: number[], milliseconds = 400): Promise<number[]> {
    const begin = performance.now()
    const wanted = (rate * milliseconds) / 1000
    const passed = () => performance.now() - begin
    while (passed() < milliseconds || (this.since(begin).length < wanted && passed() < milliseconds * 2))
      await setTimeout(20)
    const samples = this.since(begin).subarray(-wanted)
    if (samples.length < wanted / 2) return frequencies.map(() => 0)
    return frequencies.map((hz) => presence(samples, hz))
  }

  /** The moment at which a tone was first heard after another moment, to 20 ms; undefined where it was not. */
  first(hz: number, after = 0, atLeast = 1500): number | undefined {
    return this.#heard.find(({ at, samples }) => at >= after && strength(samples, hz) >= atLeast)?.at
  }

  /** The moment at which a tone was last heard. */
  last(hz: number, atLeast = 1500): number | undefined {
    return this.#heard.findLast(({ samples }) => strength(samples, hz) >= atLeast)?.at
  }

  /**
   * Milliseconds between the first and the last of these tones in which none of them was heard. Counted in packets, so
   * that it does not matter when this process had the time to take them.
   */
  missing(tones: number[], atLeast = 1500): number {
    const isHeard = (samples: Int16Array) => tones.some((hz) => strength(samples, hz) >= atLeast)
    const heard = this.#heard.filter(({ samples }) => isHeard(samples))
    const sounded = heard.slice(1).reduce((sum, { samples }) => sum + samples.length, 0)
    return (heard.at(-1)?.at ?? 0) - (heard[0]?.at ?? 0) - (sounded * 1000) / rate
  }
}
