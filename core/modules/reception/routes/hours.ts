import type { ServerRoute } from '@hapi/hapi'
import type { App } from '../../../module.ts'
import { type Hours, ownHoursIn } from '../../clinic/index.ts'
import { channelSettings, groupSettings, type Scoped } from '../service/settings.ts'
import { base } from './manage.ts'
import { keepsOne, type One, oneChannel, oneGroup } from './one.ts'

/** When somebody is there for a group or on a channel, where that is not as in the rest of the clinic. */
export function hoursRoutes(app: App): ServerRoute[] {
  return [keepsHours(app, oneGroup, groupSettings), keepsHours(app, oneChannel, channelSettings)]
}

function keepsHours<Of extends { id: number }>(
  app: App,
  one: One<Of>,
  settings: Scoped<{ hours: Hours | null }>,
): ServerRoute {
  return keepsOne(app, one, '/hours', async ({ of: { id }, fields, viewer }) => {
    const before = await settings.of(app.db, id)
    await settings.save(app, viewer, id, { hours: ownHoursIn(fields, before.hours) })
    return `${base}${one.path.replace('{id}', String(id))}#hours`
  })
}
