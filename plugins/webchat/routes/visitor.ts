import type { ServerRoute } from '@hapi/hapi'
import type Joi from 'joi'
import type { Host } from 'qiantai/plugin'
import { agree, agreement, introduce, look, see, type, type Visitor, withdraw } from '../actions.ts'
import { check, consent, nothing, page, profile, seen, typing } from '../payloads.ts'
import { visitorRoute } from './call.ts'

/** What a visitor tells beside messages; each has its twin among the frames of the socket. */
export function visitorRoutes(host: Host): ServerRoute[] {
  return [
    report(host, 'seen', seen, see),
    report(host, 'typing', typing, type),
    report(host, 'pages', page, look),
    report(host, 'profile', profile, introduce),
    report(host, 'consent', consent, agree),
    report(host, 'consent', nothing, withdraw, 'DELETE'),
    visitorRoute(host, { method: 'GET', path: 'consent' }, async (visitor) => ({
      body: await agreement(visitor),
    })),
  ]
}

function report<T>(
  host: Host,
  path: string,
  schema: Joi.ObjectSchema<T>,
  act: (visitor: Visitor, input: T) => Promise<void>,
  method: 'POST' | 'DELETE' = 'POST',
): ServerRoute {
  return visitorRoute(host, { method, path }, async (visitor, { body }) => {
    await act(visitor, check(schema, body))
    return {}
  })
}
