import type { Module } from '../../module.ts'
import { personTopic } from './live.ts'
import { peopleRoutes } from './routes.ts'

export { takeAvatar } from './avatar.ts'
export { masked, phoneOf } from './contact.ts'
export { type Move, recordProfile } from './introduction.ts'
export { avatarAmong, clean, type Identity, initialsOf, shownName } from './person.ts'
export { identityOf, rename, revealPhone, setStage, suggestTags, tag } from './service.ts'
export {
  type Caller,
  clearGone,
  findIdentity,
  findOrMakeIdentities,
  identitiesOfPeople,
  identityById,
  markPublic,
  updateIdentity,
} from './store/identities.ts'
export { lockPeople, peopleLike } from './store/people.ts'
export { findUnasked, markAsked } from './store/profiles.ts'
export { personScreen } from './screen.ts'
export { customerFaces, type Face, nameOfPerson, personOf } from './view.ts'

/** Who the clinic's customers are. */
export const people: Module = {
  id: 'people',
  permissions: ['people.edit', 'people.reveal'],
  routes: peopleRoutes,
  live: (app) => [personTopic(app)],
}
