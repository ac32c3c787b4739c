import type { App, Viewer } from '../../../module.ts'
import { type PersonBrief, personBriefs } from '../brief.ts'
import { masked } from '../contact.ts'
import { visibleAmong } from '../store/people.ts'
import { currentPeople, familyOf } from './family.ts'
import { type Likeness, sameContacts, sameDevices } from './likeness.ts'
import { refusedWith } from './store.ts'

/** What speaks for it: a key below `people.likeness`, and the value as it may be shown. */
export type Reason = { key: string; text: string; proven: boolean }

/** Somebody who may be the same customer. */
export type Suggestion = { person: PersonBrief; reasons: Reason[] }

const mostShown = 3

/**
 * Who may be the same customer as this person, the best evidence first. Computed from what is known now; whoever this
 * viewer may not see is not among them, and nobody of whom it was said that they are somebody else.
 */
export async function suggestionsFor(app: App, viewer: Viewer, personId: number): Promise<Suggestion[]> {
  const { db } = app
  const found = [...(await sameContacts(db, personId)), ...(await sameDevices(db, personId))]
  if (found.length === 0) return []
  const now = await currentPeople(
    db,
    found.map((likeness) => likeness.personId),
  )
  const byPerson = Map.groupBy(found, (likeness) => now.get(likeness.personId) ?? likeness.personId)
  byPerson.delete(personId)
  const allowed = await allowedAmong(app, viewer, personId, [...byPerson.keys()])
  const briefs = await personBriefs(app, viewer.locale, allowed)
  return allowed
    .flatMap((id) => {
      const person = briefs.get(id)
      return person ? { person, reasons: reasonsOf(byPerson.get(id) ?? []) } : []
    })
    .toSorted((one, other) => weightOf(other) - weightOf(one))
    .slice(0, mostShown)
}

/** Of whom it was said that they are not the same customer as this person, as far as this viewer may see them. */
export async function refusedFor(app: App, viewer: Viewer, personId: number): Promise<PersonBrief[]> {
  const { db } = app
  const refused = await refusedWith(db, await familyOf(db, personId))
  const now = new Set((await currentPeople(db, [...refused])).values())
  now.delete(personId)
  const briefs = await personBriefs(app, viewer.locale, await visibleAmong(db, viewer, [...now]))
  return [...briefs.values()]
}

async function allowedAmong({ db }: App, viewer: Viewer, personId: number, ids: number[]): Promise<number[]> {
  const refused = await refusedWith(db, await familyOf(db, personId))
  const visible = await visibleAmong(db, viewer, ids)
  const standing = []
  for (const id of visible) {
    const family = await familyOf(db, id)
    if (!family.some((member) => refused.has(member))) standing.push(id)
  }
  return standing
}

/** Each thing once, as what it is best proven. */
function reasonsOf(likenesses: Likeness[]): Reason[] {
  const byText = Map.groupBy(likenesses, ({ kind, text }) => `${kind} ${text}`)
  return [...byText.values()].flatMap(([first, ...rest]) => {
    if (!first) return []
    const proven = [first, ...rest].some(isProven)
    return { key: first.kind, text: shownText(first), proven }
  })
}

/** Nobody only said so. */
function isProven({ mine, theirs }: Likeness): boolean {
  return [mine, theirs].every((proof) => proof === 'channel' || proof === 'verified')
}

function shownText({ kind, text }: Likeness): string {
  if (kind === 'external' || kind === 'device' || kind === 'channel') return text
  return kind === 'email' ? masked(kind, text) : masked(kind, text)
}

function weightOf({ reasons }: Suggestion): number {
  return reasons.reduce((sum, { key, proven }) => sum + (proven ? 10 : key === 'device' ? 1 : 3), 0)
}
