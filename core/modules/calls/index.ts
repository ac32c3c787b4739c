import type { Module } from '../../module.ts'
import { callAlerts } from './alerts.ts'
import { busyOnPhone, callingNow, occupiedByPhone } from './busy.ts'
import { callJobs } from './jobs.ts'
import { callsTopic, callTopic, phoneTopic } from './live.ts'
import { placesOnPhone } from './queue/places.ts'
import { callRoutes } from './routes/index.ts'
import { softphoneOf, softphoneRoutes } from './softphone/index.ts'
import { onTelephone } from './reaching.ts'

export { oversight } from './access.ts'
export { act } from './verbs/acting.ts'
export type { AgentLine, LineState } from './agent-line.ts'
export type { Call, CallState, Direction, Outcome, Party, Purpose } from './call.ts'
export { called } from './called.ts'
export type { CallAction, Target } from './engine/index.ts'
export { park, unpark } from './verbs/parking.ts'
export { type PastCall, recordPastCall } from './past/index.ts'
export { place, type PlaceRequest } from './verbs/placing.ts'
export { recognize } from './verbs/recognizing.ts'
export { quiet } from './runtime/turns.ts'
export { signallingEndpoint } from './signalling/index.ts'
export { agentLines as lineStates } from './store/agent-lines.ts'
export { findCall, liveCalls } from './store/calls.ts'
export { type CallView, callViews, currentCall } from './views.ts'
export { expectedWaits } from './queue/waiting.ts'
export { extendWrapUp, keepNote, wrapUp } from './verbs/wrapping.ts'

/** The telephone: calls, and the phones of those who take them. */
export const calls: Module = {
  id: 'calls',
  menu: [{ href: '/calls', label: 'calls.title', icon: 'phone-call', area: 'desk' }],
  routes: (app) => [...softphoneRoutes(app), ...callRoutes(app)],
  jobs: callJobs,
  schedules: [{ name: 'call-sweep', cron: '* * * * *', job: 'call.sweep' }],
  live: (app) => [callTopic(app), phoneTopic, callsTopic],
  layout: softphoneOf,
  alerts: callAlerts,
  busy: busyOnPhone,
  reach: onTelephone,
  occupied: occupiedByPhone,
  calling: callingNow,
  places: placesOnPhone,
}
