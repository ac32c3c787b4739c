import type { App, Viewer } from '../../../module.ts'
import { identitiesOfPeople, masked, peopleLike, personBriefs, visibleAmong } from '../../people/index.ts'
import { e164 } from '../../lines/index.ts'

/** A customer who can be called: by a contact of theirs, whose number stays masked. */
export type Callable = {
  personId: number
  identityId: number
  name: string
  avatar?: string
  number: string
}

const most = 8
const shortestNumber = 5

/** Whom somebody means who types a name, or a piece of a number; or the number itself, where it is a whole one. */
export async function findCallable(app: App, viewer: Viewer, text: string) {
  const query = text.trim()
  if (!query) return { query, found: [] }
  const digits = query.replace(/\D/g, '')
  const isNumber = /^[+\d\s()-]+$/.test(query)
  const like = { text: query, ...(isNumber && digits.length >= 4 && { digits }) }
  const found = await callable(app, viewer, await peopleLike(app.db, like, most * 3))
  const number = isNumber && digits.length >= shortestNumber ? e164(query) : ''
  return { query, found, ...(number && found.length === 0 && { number }) }
}

/** Those of these people whom the viewer may see, with each of their numbers. */
async function callable(app: App, viewer: Viewer, ids: number[]): Promise<Callable[]> {
  const seen = await visibleAmong(app.db, viewer, ids)
  const briefs = await personBriefs(app, viewer.locale, seen)
  const phones = (await identitiesOfPeople(app.db, seen)).filter(({ scope }) => scope === 'phone')
  return phones
    .flatMap(({ id, personId, externalId }) => {
      const person = briefs.get(personId)
      if (!person) return []
      const { name, avatar } = person
      return [{ personId, identityId: id, name, avatar, number: masked('phone', externalId) }]
    })
    .toSorted((a, b) => ids.indexOf(a.personId) - ids.indexOf(b.personId))
    .slice(0, most)
}
