import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { actorOf, audit, changedFields } from '../../agents/index.ts'
import { readSetting, writeSetting } from '../../clinic/index.ts'
import { faultsIn } from '../limits.ts'
import {
  agentDefaults,
  type AgentSettings,
  channelDefaults,
  type ChannelSettings,
  groupDefaults,
  type GroupSettings,
  receptionDefaults,
  type ReceptionSettings,
} from '../settings.ts'
import { readScope, readScopes, type Scope, writeScope } from '../store/settings.ts'
import { lookAtAll } from './waking.ts'

const key = 'reception'

/** How the clinic hands out conversations, with the house's own for what nobody has set. */
export async function receptionSettings(db: Db): Promise<ReceptionSettings> {
  return { ...receptionDefaults, ...(await readSetting<Partial<ReceptionSettings>>(db, key, {})) }
}

/**
 * Changes what is given and leaves the rest; the audit log says what. Who waits is looked at anew: where the house begins
 * to give, it gives at once. Throws Invalid for numbers out of bounds.
 */
export async function saveReceptionSettings(
  app: App,
  viewer: Viewer,
  change: Partial<ReceptionSettings>,
): Promise<void> {
  await save(app, viewer, change, {
    object: 'reception',
    read: receptionSettings,
    write: (trx, settings) => writeSetting(trx, key, settings),
  })
}

/** What differs for one of a kind: of one by id, of all of whom something was set, and how it is changed. */
export type Scoped<T> = {
  of: (db: Db, id: number) => Promise<T>
  all: (db: Db) => Promise<Map<number, T>>
  /** As `saveReceptionSettings`. */
  save: (app: App, viewer: Viewer, id: number, change: Partial<T>) => Promise<void>
}

/** Of skill groups; none overflows into itself. */
export const groupSettings: Scoped<GroupSettings> = scoped('team', groupDefaults, (id, { overflow }) => {
  if (overflow?.teamId === id) throw new Invalid([{ field: 'overflow', message: 'queue.refused.itself' }])
})

/** Of accounts of channels. */
export const channelSettings: Scoped<ChannelSettings> = scoped('channel', channelDefaults)

/** Of agents. */
export const agentSettings: Scoped<AgentSettings> = scoped('agent', agentDefaults)

function scoped<T extends object>(
  scope: Scope,
  defaults: T,
  check: (id: number, change: Partial<T>) => void = () => {},
): Scoped<T> {
  const of = (db: Db, id: number) => readScope(db, scope, id, defaults)
  return {
    of,
    all: (db) => readScopes(db, scope, defaults),
    async save(app, viewer, id, change) {
      check(id, change)
      const write = (trx: Db, settings: T) => writeScope(trx, scope, id, settings)
      await save(app, viewer, change, { object: `${scope}:${id}`, read: (db) => of(db, id), write })
    },
  }
}

type Place<T> = {
  object: string
  read: (db: Db) => Promise<T>
  write: (trx: Db, settings: T) => Promise<void>
}

async function save<T extends object>(app: App, viewer: Viewer, change: Partial<T>, place: Place<T>) {
  const faults = faultsIn(change)
  if (faults.length > 0) throw new Invalid(faults)
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const before = await place.read(trx)
    const after = { ...before, ...change }
    const fields = changedFields(before, after)
    if (fields.length === 0) return
    await place.write(trx, after)
    const deed = { action: 'reception.edited', object: place.object, detail: { fields } }
    await audit(trx, { ...actorOf(viewer), ...deed }, at)
    await lookAtAll(trx, at)
  })
}
