export { type Holder, maySee, type Query, visiblePeople, visibleTo } from './scope.ts'
