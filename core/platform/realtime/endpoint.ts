import type { IncomingMessage } from 'node:http'
import type { Viewer } from '../../module.ts'
import type { Endpoint } from './gate.ts'
import type { LiveHub } from './hub.ts'
import { isOwnOrigin } from './origin.ts'

type Parts = {
  hub: LiveHub
  /** The clinic's public address, where a proxy rewrites the host. */
  publicUrl?: string
  /** Who the session cookie of this request stands for. */
  authenticate: (request: IncomingMessage) => Promise<Viewer | undefined>
}

const perSession = 20
const perAddress = 200

/**
 * `/live`, for agents alone: from a page of ours, with a session cookie; the ticket comes in the first frame, so no
 * token is in an address.
 */
export function liveEndpoint({ hub, publicUrl, authenticate }: Parts): Endpoint {
  return {
    path: '/live',
    perAddress,
    async admit(request) {
      if (!isOwnOrigin(request, publicUrl)) return 403
      const viewer = await authenticate(request)
      if (!viewer) return 401
      if (hub.socketsOf(viewer.sessionId) >= perSession) return 429
      return (socket) => hub.join(socket, viewer, () => authenticate(request))
    },
  }
}
