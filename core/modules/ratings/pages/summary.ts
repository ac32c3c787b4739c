import type { Counts } from '../store/list.ts'

/** The numbers of a period in words, each with the number behind it; a rate is absent where there was nothing to count. */
export function summaryOf({ asked, answered, stars, met, unmet }: Counts) {
  const sum = stars.reduce((total, count, index) => total + count * (index + 1), 0)
  const said = met + unmet
  const most = Math.max(1, ...stars)
  return {
    asked,
    answered,
    ...(answered > 0 && { mean: (sum / answered).toFixed(1) }),
    ...(said > 0 && { metShare: percent(met, said) }),
    ...(asked > 0 && { answerRate: percent(answered, asked) }),
    met,
    said,
    bars: stars
      .map((count, index) => ({ stars: index + 1, count, share: percent(count, most) }))
      .toReversed(),
  }
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 100)
}
