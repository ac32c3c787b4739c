import type { App } from '../../module.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { type Actor, audit } from '../agents/index.ts'
import { readSetting, writeSetting } from '../clinic/index.ts'
import { type Limits, timerDefaults, type TimerSettings } from './level.ts'
import { deleteLevel, insertLevel } from './store/levels.ts'
import { dropRunning } from './store/timers.ts'

const key = 'timers'

/** How the clinic measures, with the house's own for what was never said. */
export async function timerSettings(db: Db): Promise<TimerSettings> {
  const said = await readSetting<Partial<TimerSettings>>(db, key, {})
  return { ...timerDefaults, ...said, limits: { ...timerDefaults.limits, ...said.limits } }
}

/** Says how the clinic measures from now on; clocks that run keep their time. */
export async function saveTimerSettings(app: App, actor: Actor, settings: TimerSettings): Promise<void> {
  await change(app, actor, 'timers.edited', async (trx) => {
    await writeSetting(trx, key, settings)
    if (!settings.on) await dropRunning(trx)
  })
}

/** Adds limits of a group, a channel, or both; those that were there for the same are replaced. */
export async function addLevel(
  app: App,
  actor: Actor,
  level: { teamId: number | null; channelId: number | null; limits: Limits },
): Promise<void> {
  await change(app, actor, 'timers.level-added', (trx) => insertLevel(trx, level))
}

/** Takes limits out: the next wider ones hold. */
export async function removeLevel(app: App, actor: Actor, id: number): Promise<void> {
  await change(app, actor, 'timers.level-removed', (trx) => deleteLevel(trx, id))
}

async function change(app: App, actor: Actor, action: string, work: (trx: Db) => Promise<unknown>) {
  await transaction(app.db, async (trx) => {
    await work(trx)
    await audit(trx, { ...actor, action, object: 'timers' }, app.clock().toISOString())
  })
}
