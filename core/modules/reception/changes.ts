import { isDeepStrictEqual } from 'node:util'
import type { KeptRule } from './rule.ts'

/** How a rule differs from what it was. Labels: `reception.versions.kind.<kind>`. */
export type Change =
  | { kind: 'added' | 'removed' | 'on' | 'off'; rule: KeptRule }
  | { kind: 'changed'; rule: KeptRule; was: KeptRule }
  | { kind: 'moved'; rule: KeptRule; number: number }

/** What was done to the rules between two versions, in the order of the later; what was removed is last. */
export function changesBetween(before: KeptRule[], after: KeptRule[]): Change[] {
  const was = new Map(before.map((rule) => [rule.id, rule]))
  const stayed = new Set(after.map(({ id }) => id))
  const moved = movedIds(
    before.map(({ id }) => id),
    after.map(({ id }) => id),
  )
  const changes = after.flatMap((rule, index): Change[] => [
    ...changesOf(was.get(rule.id), rule),
    ...(moved.has(rule.id) ? [{ kind: 'moved' as const, rule, number: index + 1 }] : []),
  ])
  const removed = before.filter(({ id }) => !stayed.has(id))
  return [...changes, ...removed.map((rule) => ({ kind: 'removed' as const, rule }))]
}

function changesOf(was: KeptRule | undefined, rule: KeptRule): Change[] {
  if (!was) return [{ kind: 'added', rule }]
  if (isDeepStrictEqual(was, rule)) return []
  const isSwitched = isDeepStrictEqual({ ...was, enabled: rule.enabled }, rule)
  return isSwitched ? [{ kind: rule.enabled ? 'on' : 'off', rule }] : [{ kind: 'changed', rule, was }]
}

/** As few as possible: all but the longest run that follows as it did. Of two neighbours the one that went up was moved. */
function movedIds(before: number[], after: number[]): Set<number> {
  const placeOf = new Map(before.map((id, place) => [id, place]))
  const both = after.flatMap((id) => {
    const place = placeOf.get(id)
    return place === undefined ? [] : [{ id, place }]
  })
  const runs: (typeof both)[] = []
  for (const one of both) {
    const before = runs.filter((run) => (run.at(-1)?.place ?? -1) < one.place)
    runs.push([...longest(before), one])
  }
  const kept = new Set(longest(runs).map(({ id }) => id))
  return new Set(both.flatMap(({ id }) => (kept.has(id) ? [] : [id])))
}

function longest<T>(runs: T[][]): T[] {
  return runs.reduce((one, other) => (other.length >= one.length ? other : one), [])
}
