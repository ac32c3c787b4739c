import type { ServerRoute } from '@hapi/hapi'
import type { Host } from 'qiantai/plugin'
import { check, trip } from '../payloads.ts'
import { visitorRoute } from './call.ts'

/**
 * The hosted page asks whether this browser can prove who its visitor is on another channel: 200 with the address to go
 * to, which comes back to `back`, or 204. The cookie ties the trip to the browser that asked with the visitor's token.
 */
export function tripRoutes(host: Host): ServerRoute[] {
  return [
    visitorRoute(
      host,
      { method: 'POST', path: 'trip' },
      async ({ room, who, userAgent }, { body, request }) => {
        const { back } = check(trip, body)
        const place = { channel: room.channel.key, origin: host.origin(request), back }
        const link = await host.link({ ...place, who, userAgent })
        return link ? { body: { url: link.url }, headers: { 'set-cookie': link.cookie } } : {}
      },
    ),
  ]
}
