import { randomUUID } from 'node:crypto'

// What we make for ourselves at the exchange is named after what it is for, so that any process finds it.

/** The room in which a leg is by itself: with music, or hearing what is played to it alone. */
export const aloneOf = (leg: string) => `${leg}~alone`

/** A room that a leg passes through, of a name that nobody has had. */
export const asideOf = (leg: string) => `${leg}~aside~${randomUUID()}`

/** The music in that room. */
export const musicOf = (leg: string) => `${leg}~music`

/** The room in which a supervisor's leg hears what the spy on another leg brings. */
export const earOf = (leg: string) => `${leg}~ear`

/** The spy that brings it; in `whisper` it speaks as well. */
export const spyOf = (leg: string, mode: 'listen' | 'whisper') => `${leg}~${mode}`

/** The voice that plays something to a leg among others. */
export const voiceTo = (leg: string, playback: string) => `${leg}~voice~${playback}`

/** A playback for which the music of its leg was stopped. */
export const overOf = (playback: string) => `${playback}~over`

/** The name as the core knows it, and what we have added. */
export function nameOf(id: string): { name: string; part: string | undefined } {
  const [name = '', part] = id.split('~', 2)
  return { name, part }
}

/** Is it ours alone, and nothing that the core speaks of? */
export const isDerived = (id: string) => nameOf(id).part !== undefined
