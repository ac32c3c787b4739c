export { candidatesFor } from './candidates.ts'
export { mergeInto, mergePeople } from './merge.ts'
export { splitIdentity, splitMerge, splitOff } from './split.ts'
