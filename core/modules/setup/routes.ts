import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App } from '../../module.ts'
import { guestOrViewer, seeOther } from '../../platform/http/index.ts'
import { can } from '../agents/index.ts'
import { isClaimed } from './claim.ts'
import { progressOf } from './progress.ts'
import { claimRoutes } from './routes/claim.ts'
import { stepRoutes } from './routes/steps.ts'

/** The front door, and the wizard behind it. */
export function setupRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'GET',
      path: '/',
      options: { app: { access: 'public' } },
      handler: (request, h) => enter(app, request, h),
    },
    ...claimRoutes(app),
    ...stepRoutes(app),
  ]
}

/** To the desk; before that to whatever of the wizard is left. */
async function enter(app: App, request: Request, h: ResponseToolkit) {
  const viewer = guestOrViewer(request)
  if (!viewer && !(await isClaimed(app))) return seeOther(h, '/setup')
  const isUnfinished = viewer && can(viewer, 'settings.manage') && (await progressOf(app.db))
  return seeOther(h, isUnfinished ? '/setup' : '/desk')
}
