import type { Alert, App, Viewer } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { wordsOf } from '../../platform/i18n/index.ts'
import { earlier, later } from '../../platform/time.ts'
import { audit, can } from '../agents/index.ts'
import { type Line, listLines, stateAt } from '../lines/index.ts'
import { ailmentOf, type LineNumbers } from './rules/health.ts'
import type { Health } from './rules/policy.ts'
import { policyOf } from './settings.ts'
import { numbersOfLine, restLine } from './store/health.ts'

const hour = 60 * 60_000
const measured = 24 * hour

/** The job that lets lines rest whose callees stop answering or hang up at once, where an admin wants that. */
export function coolingJob(app: App): Handler {
  return {
    async run() {
      const { health } = await policyOf(app.db)
      if (!health.on) return
      const at = app.clock().toISOString()
      for (const line of await listLines(app.db))
        if (stateAt(line, at) === 'active') await look(app, line, health, at)
    },
  }
}

/** What a line's calls of the last day say of it, or since it last came back from a rest. */
export async function healthOf(
  db: Db,
  line: Line,
  { shortSeconds }: Health,
  at: string,
): Promise<LineNumbers> {
  const yesterday = earlier(at, measured)
  const since = line.until && line.until > yesterday && line.until <= at ? line.until : yesterday
  return numbersOfLine(db, line.id, { since, shortMs: shortSeconds * 1000 })
}

async function look(app: App, line: Line, health: Health, at: string) {
  await transaction(app.db, async (trx) => {
    const ailment = ailmentOf(await healthOf(trx, line, health, at), health)
    if (!ailment) return
    const until = later(at, health.rest * hour)
    const reason = `dialing.health.ails.${ailment}`
    if (!(await restLine(trx, line.id, { reason, until, at }))) return
    const detail = { name: line.name, until }
    await audit(trx, { actor: 'system', action: 'line.cooled', object: `line:${line.id}`, detail }, at)
    await append(trx, { topic: 'lines', type: 'line.changed', ref: line.id }, at)
  })
}

/** Says to who looks after the lines that one rests, and why. */
export async function coolingAlerts(app: App, viewer: Viewer): Promise<Alert[]> {
  if (!can(viewer, 'lines.manage')) return []
  const now = app.clock().toISOString()
  const resting = (await listLines(app.db)).filter((line) => stateAt(line, now) === 'cooling')
  return resting.map(({ id, name, reason }) => ({
    id: `line:${id}`,
    level: 'warning',
    text: app.i18n.t(viewer.locale, 'dialing.health.alert', {
      name,
      reason: wordsOf(app, viewer.locale, reason),
    }),
    href: '/admin/dialing#health',
  }))
}
