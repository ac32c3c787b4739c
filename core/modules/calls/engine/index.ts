export { advance } from './advance.ts'
export {
  type Incoming,
  type Left,
  type Outgoing,
  beginCode,
  beginIncoming,
  beginLeft,
  beginOutgoing,
} from './begin.ts'
export type { Advance } from './concluding.ts'
export type { Command } from './command.ts'
export type { Fact } from './fact.ts'
export { type CallAction, type Input, type Target, type TimerName, timerNames } from './input.ts'
export type { Leg, Live, Owner, Phase, Said } from './live.ts'
export { isNews } from './seeing.ts'
export type { World } from './world.ts'
