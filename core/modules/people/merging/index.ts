export { followParts, forgetOrigins } from './belongings.ts'
export { chooseOther } from './choosing.ts'
export { currentPeople, currentPerson, familyOf } from './family.ts'
export { type Chosen, chosen, isContested } from './facts.ts'
export { joinPeople } from './join.ts'
export { type Leaving, leavesWith, type Parted, partIdentity, partPeople } from './part.ts'
export { type Belonging, belongingOf, nameBefore } from './rail.ts'
export {
  dropRefusals,
  type Evidence,
  factsFor,
  lockMerge,
  type Merge,
  mergesInto,
  putRefusal,
  refusedWith,
} from './store.ts'
export { refusedFor, type Suggestion, suggestionsFor } from './suggestions.ts'
