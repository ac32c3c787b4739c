/** How much it matters. Labels: `alerts.level.<level>`. */
export const levels = ['info', 'warning', 'urgent'] as const
export type Level = (typeof levels)[number]

/** A translation key with its values; a value called `name` is a customer's, and is masked where it leaves the house. */
export type Words = { key: string; values?: Record<string, string | number> }

/**
 * Something that staff should hear of. `kind` is among a module's `raises`. `body`: a customer's own words, which leave
 * the house only where an admin allows it. `href`: the page to look at, from `/` on. `agentIds`: whose screens tell it.
 * `teamId`: the group it is about; without one it concerns everybody.
 */
export type NewAlert = {
  kind: string
  level: Level
  title: Words
  body?: string
  href?: string
  agentIds?: number[]
  teamId?: number | null
}

/** An alert that was raised. `at`: ISO 8601 UTC. */
export type Alert = Required<Omit<NewAlert, 'body'>> & { id: number; body: string; at: string }

/** Is this one of the levels? */
export function isLevel(text: string): text is Level {
  return levels.some((level) => level === text)
}
