import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { enqueue, type Handler } from '../../platform/jobs/index.ts'
import { later } from '../../platform/time.ts'
import { alertOf } from './alarm.ts'
import { raise } from '../alerting/index.ts'
import { timerSettings } from './settings.ts'
import { findTimer, mark } from './store/timers.ts'
import type { Timer } from './timer.ts'

/** A look at a clock when something is due. A clock that was given another time since has looks of its own. */
type Look = { id: number; dueAt: string }
type Times = Pick<Timer, 'id' | 'warnAt' | 'dueAt'>

/** Sees to it that somebody hears of this clock before it is due, and when it is. */
export async function watch(trx: Db, { id, warnAt, dueAt }: Times, at: string): Promise<void> {
  await lookAt(trx, { id, dueAt }, warnAt ?? dueAt, at)
}

/** The job that warns, tells of what was missed, and then tells it further up: each once, whoever looks. */
export function lookJob(app: App): Handler<Look> {
  return {
    async run(look) {
      const timer = await findTimer(app.db, look.id)
      if (!timer || timer.stoppedAt || timer.dueAt !== look.dueAt) return
      if (timer.pausedAt && !timer.breachedAt) return
      const settings = await timerSettings(app.db)
      const at = app.clock().toISOString()
      if (at < timer.dueAt) return warn(app, timer, at)
      const owners = later(timer.dueAt, settings.escalateAfter * 60_000)
      if (!timer.breachedAt)
        await breach(app, timer, { at, owners: settings.escalateAfter > 0 ? owners : '' })
      else if (at >= owners) await escalate(app, timer, at)
    },
  }
}

async function warn(app: App, timer: Timer, at: string) {
  const alert = await alertOf(app, timer, 'warning')
  await transaction(app.db, async (trx) => {
    if (!(await mark(trx, timer.id, 'warned_at', at))) return
    await raise(trx, alert, at)
    await lookAt(trx, timer, timer.dueAt, at)
  })
}

async function breach(app: App, timer: Timer, { at, owners }: { at: string; owners: string }) {
  const alert = await alertOf(app, timer, 'breached')
  await transaction(app.db, async (trx) => {
    if (!(await mark(trx, timer.id, 'breached_at', at))) return
    await raise(trx, alert, at)
    if (owners) await lookAt(trx, timer, owners, at)
  })
}

async function escalate(app: App, timer: Timer, at: string) {
  const alert = await alertOf(app, timer, 'escalated')
  await transaction(app.db, async (trx) => {
    if (await mark(trx, timer.id, 'escalated_at', at)) await raise(trx, alert, at)
  })
}

async function lookAt(trx: Db, { id, dueAt }: Look, when: string, at: string) {
  await enqueue(trx, { name: 'timer.look', payload: { id, dueAt }, dueAt: when }, at)
}
