import { durationText } from '../../../platform/http/index.ts'
import type { Counts } from '../store/report.ts'

/** Counts with what is worked out of them. Rates are percent, whole; undefined where there was nothing to count. */
export type Figures = Counts & {
  answerRate?: number
  reachRate?: number
  shortRate?: number
  /** In words: `12:34`; of the means, a dash where there was nothing. */
  talk: string
  hold: string
  talkEach: string
  wait: string
}

const nothing: Counts = {
  calls: 0,
  incoming: 0,
  outgoing: 0,
  answered: 0,
  answeredIn: 0,
  answeredOut: 0,
  short: 0,
  abandoned: 0,
  talkMs: 0,
  waitMs: 0,
  holdMs: 0,
}

/** All of these together. */
export function sumOf(all: Counts[]): Counts {
  const names = Object.keys(nothing) as (keyof Counts)[]
  return all.reduce(
    (sum, counts) => Object.assign(sum, ...names.map((name) => ({ [name]: sum[name] + counts[name] }))),
    { ...nothing },
  )
}

/** `answerRate` of those who called us, `reachRate` of those we called, `shortRate` of the talks. */
export function figuresOf(counts: Counts): Figures {
  return {
    ...counts,
    answerRate: percent(counts.answeredIn, counts.incoming),
    reachRate: percent(counts.answeredOut, counts.outgoing),
    shortRate: percent(counts.short, counts.answered),
    talk: durationText(counts.talkMs),
    hold: durationText(counts.holdMs),
    talkEach: mean(counts.talkMs, counts.answered),
    wait: mean(counts.waitMs, counts.incoming),
  }
}

function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? Math.round((part / whole) * 100) : undefined
}

function mean(sum: number, count: number): string {
  return count > 0 ? durationText(sum / count) : '–'
}
