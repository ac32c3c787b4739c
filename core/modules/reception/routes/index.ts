import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { assignmentRoutes } from './assignment.ts'
import { hoursRoutes } from './hours.ts'
import { placeRoutes } from './places.ts'
import { previewRoutes } from './preview.ts'
import { ruleRoutes } from './rules.ts'
import { settingsRoutes } from './settings.ts'
import { transferRoutes } from './transfers.ts'
import { versionRoutes } from './versions.ts'

/** The pages of reception: its settings, its rules, and why somebody went to whom they went. */
export function receptionRoutes(app: App): ServerRoute[] {
  return [
    ...settingsRoutes(app),
    ...placeRoutes(app),
    ...hoursRoutes(app),
    ...ruleRoutes(app),
    ...versionRoutes(app),
    ...previewRoutes(app),
    ...assignmentRoutes(app),
    ...transferRoutes(app),
  ]
}
