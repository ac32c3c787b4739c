import type { Request } from '@hapi/hapi'
import { guestOrViewer, houseOf } from './state.ts'

/** What the modules have for the layouts of this viewer's pages. */
export async function layoutOf(request: Request): Promise<object> {
  const viewer = guestOrViewer(request)
  const { app } = houseOf(request)
  if (!viewer) return {}
  const parts = await Promise.all(app.modules.map((module) => module.layout?.(app, viewer) ?? {}))
  return Object.assign({}, ...parts)
}
