import type { App, Viewer } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { conversationsOnPhone } from './store/calls.ts'
import { agentLines } from './store/agent-lines.ts'
import { supervisingAgents } from './store/legs.ts'

/** Whose telephone is busy, and with what, in the viewer's language. */
export async function busyOnPhone(app: App, { locale }: Viewer): Promise<Map<number, string>> {
  const lines = [...(await agentLines(app.db)).values()].filter(({ state }) => state !== 'idle')
  return new Map(lines.map(({ agentId, state }) => [agentId, app.i18n.t(locale, `calls.busy.${state}`)]))
}

/** Whose telephone is busy: a call, or the work after it, is enough for one. */
export async function occupiedByPhone(_: App, db: Db): Promise<Set<number>> {
  const lines = [...(await agentLines(db)).values()].filter(({ state }) => state !== 'idle')
  return new Set([...lines.map(({ agentId }) => agentId), ...(await supervisingAgents(db))])
}

/** In which conversations the customer is on the telephone: whoever takes the call takes them. */
export async function callingNow(_: App, db: Db): Promise<Set<number>> {
  return new Set(await conversationsOnPhone(db))
}
