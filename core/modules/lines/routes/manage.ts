import type { Request } from '@hapi/hapi'
import { area, viewerOf } from '../../../platform/http/index.ts'
import { type Actor, actorOf } from '../../agents/index.ts'

export const base = '/admin/lines'

/** A route for those who set up the telephone. */
export const manage = area(base, 'lines.manage')

/** Who asks, as the audit log names them. */
export function actorIn(request: Request): Actor {
  return actorOf(viewerOf(request))
}
