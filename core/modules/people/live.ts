import type { App, LiveTopic } from '../../module.ts'
import { currentPerson } from './merging/family.ts'
import { findPerson } from './store/people.ts'

/** `person:12`: something about the person has changed, or they look at another page. The rail fetches itself anew. */
export function personTopic(app: App): LiveTopic {
  return {
    kind: 'person',
    authorize: async (viewer, id) =>
      (await findPerson(app.db, viewer, await currentPerson(app.db, Number(id)))) !== undefined,
    tells: ({ topic }) => (topic.startsWith('person:') ? topic : undefined),
    render: async (events) => events.map(({ ref, type }) => ({ data: { person: ref, type } })),
  }
}
