import type { Db } from '../../platform/db/index.ts'
import { flag, json } from '../../platform/db/index.ts'
import type { Health } from '../../plugin/index.ts'
import type { Channel, ChannelBrief, ChannelState } from './channel.ts'

type Row = {
  id: number
  key: string
  plugin: string
  kind: string
  account: string
  name: string
  settings: string
  secrets: string
  state: ChannelState
  reason: string | null
  next_at: string | null
  deleted: number
  created_at: string
  rehearsal: number
  fault: string | null
  fault_at: string | null
  health: string | null
  health_at: string | null
}

/** Every account that is not deleted, oldest first. */
export async function listChannels(db: Db): Promise<Channel[]> {
  const rows: Row[] = await db('channel').where({ deleted: 0 }).orderBy('id')
  return rows.map(fromRow)
}

/** The account, deleted ones too, or undefined. */
export async function findChannel(db: Db, id: number): Promise<Channel | undefined> {
  const row: Row | undefined = await db('channel').where({ id }).first()
  return row && fromRow(row)
}

/** These accounts by id, deleted ones too. */
export async function findChannels(db: Db, ids: number[]): Promise<Map<number, Channel>> {
  const rows: Row[] = ids.length > 0 ? await db('channel').whereIn('id', ids) : []
  return new Map(rows.map((row) => [row.id, fromRow(row)]))
}

/** The account that a provider's address names, or undefined. */
export async function findChannelByKey(db: Db, plugin: string, key: string): Promise<Channel | undefined> {
  const row: Row | undefined = await db('channel').where({ plugin, key, deleted: 0 }).first()
  return row && fromRow(row)
}

/** What names these accounts, deleted ones too: their history stays. */
export async function briefRows(db: Db, ids: number[]): Promise<Omit<ChannelBrief, 'icon'>[]> {
  const rows: (Omit<ChannelBrief, 'rehearsal'> & { rehearsal: number })[] = await db('channel')
    .select('id', 'name', 'plugin', 'kind', 'rehearsal')
    .whereIn('id', ids)
  return rows.map((row) => ({ ...row, rehearsal: flag.read(row.rehearsal) }))
}

/** The id of another living account of the same kind with this identity, or undefined. */
export async function findTwin(
  db: Db,
  account: Pick<Channel, 'plugin' | 'kind' | 'account'> & { id?: number },
): Promise<number | undefined> {
  const { id = 0, plugin, kind } = account
  const twin = await db('channel')
    .where({ plugin, kind, account: account.account, deleted: 0 })
    .whereNot({ id })
    .first('id')
  return twin?.id
}

export type NewChannel = Pick<
  Channel,
  | 'key'
  | 'plugin'
  | 'kind'
  | 'account'
  | 'name'
  | 'settings'
  | 'secrets'
  | 'state'
  | 'createdAt'
  | 'rehearsal'
>

/** The id of the new account, or undefined where the same account exists already. */
export async function insertChannel(db: Db, channel: NewChannel): Promise<number | undefined> {
  const { settings, createdAt, rehearsal, ...rest } = channel
  const row = {
    ...rest,
    settings: json.write(settings),
    rehearsal: flag.write(rehearsal),
    created_at: createdAt,
  }
  const [inserted] = await db('channel').insert(row).onConflict().ignore().returning('id')
  return inserted?.id
}

/** Changes what an admin may change. */
export async function updateChannel(
  db: Db,
  id: number,
  change: Partial<Pick<Channel, 'name' | 'key' | 'account' | 'settings' | 'secrets' | 'deleted'>>,
): Promise<void> {
  const { settings, deleted, ...rest } = change
  await db('channel')
    .where({ id })
    .update({
      ...rest,
      ...(settings && { settings: json.write(settings) }),
      ...(deleted !== undefined && { deleted: flag.write(deleted) }),
    })
}

type StateNow = { state: ChannelState; reason?: string; nextAt?: string }

/** Sets the state that an admin asks for. */
export async function updateState(db: Db, id: number, now: StateNow): Promise<void> {
  await db('channel').where({ id }).update(stateRow(now))
}

/**
 * Writes how the account is doing, unless an admin has closed it: that is asked in the same statement, because both
 * may happen at once, as may a change of its secrets, where those are named. False where nothing is new.
 */
export async function updateStateOfOpen(
  db: Db,
  channel: { id: number; secrets?: string },
  now: StateNow,
): Promise<boolean> {
  const { state, reason, next_at } = stateRow(now)
  const changed = await db('channel')
    .where({ ...channel, deleted: 0 })
    .whereNot({ state: 'off' })
    .whereRaw(`(state <> ? or coalesce(reason, '') <> ? or coalesce(next_at, '') <> ?)`, [
      state,
      reason ?? '',
      next_at ?? '',
    ])
    .update({ state, reason, next_at })
  return changed === 1
}

function stateRow({ state, reason, nextAt }: StateNow) {
  return { state, reason: reason ?? null, next_at: nextAt ?? null }
}

/** Writes down what the plugin says of the account. */
export async function updateHealth(db: Db, id: number, health: Health[], at: string): Promise<void> {
  await db('channel')
    .where({ id })
    .update({ health: json.write(health), health_at: at })
}

function fromRow({ settings, next_at, deleted, created_at, ...row }: Row): Channel {
  const { rehearsal, fault_at, health, health_at, ...rest } = row
  return {
    ...rest,
    rehearsal: flag.read(rehearsal),
    faultAt: fault_at,
    health: json.read(health, []),
    healthAt: health_at,
    settings: json.read(settings, {}),
    nextAt: next_at,
    deleted: flag.read(deleted),
    createdAt: created_at,
  }
}
