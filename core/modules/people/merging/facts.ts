/** What is written about a person and can be said of two people differently. Columns of `person`. */
export type Facts = {
  name: string
  stage: string
  owner_id: number | null
  note: string
  first_touch: string | null
  last_touch: string | null
}
export type Field = keyof Facts

/** Fields of which staff choose. */
export const chosen = ['name', 'stage', 'owner_id', 'note'] as const
export type Chosen = (typeof chosen)[number]

/** One of them, as text: an owner by id. */
export type Value = { field: Chosen; value: string }

/** What a person took over in a merge, by field: what it was before, and what it became. */
export type Taken = Partial<Record<Field, { was: Facts[Field]; now: Facts[Field] }>>

const nothing: Facts = {
  name: '',
  stage: 'visitor',
  owner_id: null,
  note: '',
  first_touch: null,
  last_touch: null,
}

/** Is nothing said? */
export function isBlank(field: Field, value: Facts[Field]): boolean {
  return value === nothing[field]
}

/** Both say something, and not the same. */
export function isContested(field: Chosen, kept: Facts, left: Facts): boolean {
  return !isBlank(field, kept[field]) && !isBlank(field, left[field]) && kept[field] !== left[field]
}

/**
 * What the person who stays takes over: what they lack, and of the rest what is among `picks`. `others` are the values
 * that were not chosen. How they came first is the older one's, how they came last that of whoever is merged.
 */
export function joined(
  kept: Facts,
  left: Facts,
  picks: readonly Chosen[],
): { taken: Taken; others: Value[] } {
  const takes = chosen.filter(
    (field) => !isBlank(field, left[field]) && (isBlank(field, kept[field]) || picks.includes(field)),
  )
  const touches: Field[] = [
    ...(kept.first_touch ? [] : ['first_touch' as const]),
    ...(left.last_touch ? ['last_touch' as const] : []),
  ]
  const changed = [...takes, ...touches].filter((field) => left[field] !== kept[field])
  const taken = Object.fromEntries(changed.map((field) => [field, { was: kept[field], now: left[field] }]))
  const others = chosen
    .filter((field) => isContested(field, kept, left))
    .map((field) => ({ field, value: String(takes.includes(field) ? kept[field] : left[field]) }))
  return { taken, others }
}

/** What becomes of a field that still says what was taken over: what it said before. Undefined: it stays. */
export function givenBack(shown: Facts[Field], { was, now }: { was: Facts[Field]; now: Facts[Field] }) {
  return shown === now ? was : undefined
}
