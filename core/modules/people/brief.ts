import type { App } from '../../module.ts'
import { avatarAmong, shownName } from './person.ts'
import { identitiesOfPeople } from './store/identities.ts'
import { factsOf, tagsOfPeople } from './store/people.ts'
import { nameOfPerson } from './view.ts'

/** Who somebody is, at a glance: for a phone that rings and for lists. `seenAt`: ISO 8601 UTC. */
export type PersonBrief = {
  id: number
  name: string
  /** The name is the customer's own word. */
  unverified: boolean
  avatar?: string
  stage: string
  tags: string[]
  note: string
  seenAt?: string
}

/** These people at a glance, by id, in a few queries. Whether the viewer may see them is the caller's to know. */
export async function personBriefs(
  app: App,
  locale: string,
  ids: number[],
): Promise<Map<number, PersonBrief>> {
  const facts = await factsOf(app.db, ids)
  const tags = await tagsOfPeople(app.db, ids)
  const identities = Map.groupBy(await identitiesOfPeople(app.db, ids), ({ personId }) => personId)
  return new Map(
    facts.map(({ id, name, stage, note, seenAt }) => {
      const theirs = identities.get(id) ?? []
      const shown = shownName(name, theirs)
      const avatar = avatarAmong(theirs)
      const brief = {
        id,
        name: nameOfPerson(app, locale, id, shown),
        unverified: shown?.unverified ?? false,
        ...(avatar && { avatar }),
        stage,
        tags: tags.get(id) ?? [],
        note,
        ...(seenAt && { seenAt }),
      }
      return [id, brief]
    }),
  )
}
