/** Both lists in their own order, the shorter spread evenly among the longer. */
export function woven<T>(one: T[], other: T[]): T[] {
  const placed = [one, other].flatMap((list) =>
    list.map((item, index) => ({ item, at: (index + 0.5) / list.length })),
  )
  return placed.toSorted((a, b) => a.at - b.at).map(({ item }) => item)
}
