import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { NotFound } from '../../errors.ts'
import type { App } from '../../module.ts'
import { idIn, page, seeOther } from '../../platform/http/index.ts'
import { buried, retry } from '../../platform/jobs/index.ts'

const options = { app: { access: { permission: 'jobs.manage' } } }

/** The work that was given up, with its reason, to be taken up again. */
export function housekeepingRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/admin/jobs', options, handler: (request, h) => list(app, request, h) },
    {
      method: 'POST',
      path: '/admin/jobs/{id}/retry',
      options,
      handler: (request, h) => again(app, request, h),
    },
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, 'admin/jobs/index', { jobs: await buried(app.db) })
}

async function again(app: App, request: Request, h: ResponseToolkit) {
  const done = await retry(app.db, idIn(request), app.clock().toISOString())
  if (!done) throw new NotFound()
  return seeOther(h, '/admin/jobs', 'jobs.retried')
}
