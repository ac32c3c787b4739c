import type { Module } from '../../module.ts'
import { blockNotes } from './blocking/note.ts'
import { blockRoutes } from './blocking/routes.ts'
import { personTopic } from './live.ts'
import { peopleRoutes } from './routes.ts'

export { answerOnRail } from './answer.ts'
export { takeAvatar } from './avatar.ts'
export { block } from './blocking/service.ts'
export { blockedAmong, insistOnWelcome, turnAway } from './blocking/refusing.ts'
export { type PersonBrief, personBriefs } from './brief.ts'
export { personChanged } from './changed.ts'
export { calleeOf, callerOf, numberOf, peopleWithNumber, recognize } from './calling.ts'
export { masked, phoneOf } from './contact.ts'
export { type Move, recordProfile } from './introduction.ts'
export {
  belongingOf,
  type Chosen,
  chosen,
  currentPeople,
  currentPerson,
  dropRefusals,
  type Evidence,
  factsFor,
  familyOf,
  followParts,
  forgetOrigins,
  isContested,
  joinPeople,
  type Leaving,
  leavesWith,
  lockMerge,
  type Merge,
  nameBefore,
  type Parted,
  partIdentity,
  partPeople,
  putRefusal,
  refusedFor,
  suggestionsFor,
} from './merging/index.ts'
export { moveAlone, movesWholly, provenTwins } from './moving.ts'
export {
  avatarAmong,
  clean,
  type Identity,
  type IdentityView,
  initialsOf,
  shownName,
  stages,
} from './person.ts'
export { previewIn } from './preview.ts'
export { noteProof } from './proving.ts'
export {
  chooseValue,
  identityOf,
  rename,
  revealPhone,
  setOwner,
  setStage,
  suggestTags,
  tag,
  visiblePerson,
  writeNote,
} from './service.ts'
export {
  bestNumbers,
  type Caller,
  clearGone,
  findIdentity,
  findOrMakeIdentities,
  identitiesOfPeople,
  identityById,
  makeIdentityOf,
  markPublic,
  updateIdentity,
} from './store/identities.ts'
export { lockPeople, peopleLike, visibleAmong } from './store/people.ts'
export { findUnasked, markAsked } from './store/profiles.ts'
export { personScreen } from './screen.ts'
export { isUnwilling } from './unwilling.ts'
export { customerFaces, type Face, identityViews, nameOfPerson, personOf, type PersonView } from './view.ts'

/** Who the clinic's customers are. */
export const people: Module = {
  id: 'people',
  permissions: ['people.edit', 'people.reveal'],
  menu: [
    {
      href: '/admin/blocks',
      label: 'blocking.list',
      icon: 'ban',
      permission: 'conversations.supervise',
      area: 'admin',
      group: 'house',
    },
  ],
  routes: (app) => [...peopleRoutes(app), ...blockRoutes(app)],
  live: (app) => [personTopic(app)],
  rail: blockNotes,
}
