/**
 * WeChat as it behaves, for rehearsals and tests: written from the platform's own pages, and sharing nothing with the
 * channel that it proves.
 */
export { simulateKefu, type KefuRehearsal } from './kefu/index.ts'
export { simulateMini } from './mini/index.ts'
export { simulateOfficial, type OfficialRehearsal } from './official/index.ts'
export type { Rehearsal } from './handle.ts'
