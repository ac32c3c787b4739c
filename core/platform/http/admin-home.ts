import type { Server } from '@hapi/hapi'
import { Forbidden } from '../../errors.ts'
import { menuOf } from './menu.ts'

/** `/admin` is the first admin page that the viewer may see. */
export function useAdminHome(server: Server): void {
  server.route({
    method: 'GET',
    path: '/admin',
    options: { app: { access: 'signed-in' } },
    handler: (request, h) => {
      const first = menuOf(request).admin[0]
      if (!first) throw new Forbidden()
      return h.redirect(first.href)
    },
  })
}
