import type { App } from '../../../module.ts'
import { hoursOf } from '../../clinic/index.ts'
import { reachedSteps } from '../editor/steps.ts'
import { listExchanges } from '../service/exchanges.ts'
import { wasAnswered } from '../store/answered.ts'
import { listExtensions } from '../store/extensions.ts'
import { listFlows } from '../store/flows.ts'
import { listLines } from '../store/lines.ts'

/** From nothing to the first call, in this order. Labels: `lines.begin.<step>`. */
const steps = ['exchange', 'line', 'flow', 'extension', 'phone', 'call'] as const
type Step = (typeof steps)[number]

/**
 * How far the telephone is, what comes next and where; nothing once somebody has spoken over it. `how`: what to do, in
 * `lines.begin.<how>-how`.
 */
export async function beginning(app: App) {
  if (await wasAnswered(app.db)) return undefined
  const exchanges = await listExchanges(app)
  const lines = await listLines(app.db)
  const extensions = await listExtensions(app.db)
  const done: Record<Step, boolean> = {
    exchange: exchanges.some(({ state }) => state === 'open'),
    line: lines.length > 0,
    flow: await ringsSomebody(app, lines),
    extension: extensions.length > 0,
    phone: extensions.some(({ device, online }) => online[device]),
    call: false,
  }
  const next = steps.find((step) => !done[step]) ?? 'call'
  const href = { ...places, exchange: exchanges[0] ? `/admin/channels/${exchanges[0].id}` : places.exchange }
  return {
    steps: steps.map((step) => ({ step, isDone: done[step], isNext: step === next })),
    next: { step: next, how: await howTo(app, next), href: href[next] },
    left: steps.filter((step) => !done[step]).length,
  }
}

/** Does the menu of some number lead to people? */
async function ringsSomebody({ db }: App, lines: { flowId: number | null }[]): Promise<boolean> {
  const used = new Set(lines.map(({ flowId }) => flowId))
  const flows = (await listFlows(db)).filter(({ id }) => used.has(id))
  return flows.some(({ flow }) => reachedSteps(flow).some(({ to }) => to === 'queue'))
}

async function howTo(app: App, step: Step): Promise<Step | 'call-closed'> {
  if (step !== 'call') return step
  return (await hoursOf(app)).isOpen(app.clock()) ? step : 'call-closed'
}

const places: Record<Step, string | undefined> = {
  exchange: '/admin/channels/new',
  line: '/admin/lines/new',
  flow: '/admin/lines/flows',
  extension: '/admin/lines/phones',
  phone: '/admin/lines/phones',
  call: undefined,
}
