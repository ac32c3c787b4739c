import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { actingRoutes } from './acting.ts'
import { codeRoutes } from './codes.ts'
import { historyRoutes } from './history.ts'
import { phoneRoutes } from './phone.ts'

/** The agent's phone, what is done to calls, and the calls that were. */
export function callRoutes(app: App): ServerRoute[] {
  return [...phoneRoutes(app), ...actingRoutes(app), ...codeRoutes(app), ...historyRoutes(app)]
}
