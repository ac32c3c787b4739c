/** One line of the table: what was measured, beside what, and what it should be. */
export type Row = {
  name: string
  value: number
  unit: string
  /** The thing measured in the same run, in the same unit. */
  beside?: { name: string; value: number }
  aim?: number
}

/** `quick`: less of everything, for a look while working. */
export type Options = { quick: boolean }
export type Measure = (options: Options) => Promise<Row[]>

/** How many times the value is what stands beside it. */
export function ratioOf({ value, beside }: Row): number | undefined {
  return beside && beside.value > 0 ? value / beside.value : undefined
}

/** The value that this share of them does not exceed; 0.5 is the median. */
export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Milliseconds that `work` takes, the median of `times` after one that does not count. */
export async function medianTime(times: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const taken: number[] = []
  for (let run = 0; run < times; run += 1) {
    const began = performance.now()
    await work()
    taken.push(performance.now() - began)
  }
  return percentile(taken, 0.5)
}
