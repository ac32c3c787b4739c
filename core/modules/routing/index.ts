export { type BranchView, lookAt } from './branch.ts'
export {
  type Holder,
  looksAfterTeam,
  maySee,
  type Query,
  visiblePeople,
  visibleTo,
  withinBranch,
} from './scope.ts'
