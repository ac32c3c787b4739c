export { recordPastCall } from './keeping.ts'
export type { PastCall } from './past-call.ts'
