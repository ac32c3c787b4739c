import type { Module } from '../../module.ts'
import { setupRoutes } from './routes.ts'

export { setupPath } from './claim.ts'
export { starterOf } from './starter.ts'

/** From an empty front desk to the first conversation. */
export const setup: Module = { id: 'setup', routes: setupRoutes }
