import type { Request } from '@hapi/hapi'
import type { Alert } from '../../module.ts'
import { guestOrViewer, houseOf } from './state.ts'

/** What the viewer should look after, worst first; `current` where the page itself shows it, or leads to it. */
export async function alertsOf(request: Request): Promise<(Alert & { current: boolean })[]> {
  const viewer = guestOrViewer(request)
  const { app } = houseOf(request)
  if (!viewer) return []
  const alerts = await Promise.all(app.modules.map((module) => module.alerts?.(app, viewer) ?? []))
  const worstFirst = alerts.flat().toSorted((a, b) => Number(b.level === 'bad') - Number(a.level === 'bad'))
  return worstFirst.map((alert) => ({ ...alert, current: isAt(request, alert.href) }))
}

function isAt({ path }: Request, href: string): boolean {
  const [target = ''] = href.split('?')
  return path === target || path.startsWith(`${target}/`) || target.startsWith(`${path}/`)
}
