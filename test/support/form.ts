import type { Server } from '@hapi/hapi'
import type { Viewer } from '../../core/module.ts'
import { signedIn } from '../../core/testing/index.ts'

/** The CSRF token of whoever posts. */
export const crumb = 'c'.repeat(43)

/** Posts a form as the page of this viewer does. */
export function postForm(server: Server, viewer: Viewer, url: string, form: Record<string, string> = {}) {
  return server.inject({
    method: 'POST',
    url,
    headers: { cookie: `crumb=${crumb}`, 'content-type': 'application/x-www-form-urlencoded' },
    payload: String(new URLSearchParams({ crumb, ...form })),
    auth: signedIn(viewer),
  })
}
