import { type Db, insertId, json } from '../../../platform/db/index.ts'
import { isLocale } from '../../../platform/i18n/index.ts'

export type Locale = 'zh-CN' | 'en'
export type Preferences = { sound?: boolean; desktop?: boolean; mine?: boolean }

/** An account as it is stored. `password` is '' until an invitation is accepted; `totpSecret` is sealed. */
export type Account = {
  id: number
  email: string
  name: string
  password: string
  roleId: number
  avatar?: string
  locale?: Locale
  totpSecret?: string
  totpStep: number
  recoveryCodes: string[]
  preferences: Preferences
  createdAt: string
  disabledAt?: string
}

type Row = {
  id: number
  email: string
  name: string
  password: string
  role_id: number
  avatar: string | null
  locale: string | null
  totp_secret: string | null
  totp_step: number
  recovery_codes: string
  preferences: string
  created_at: string
  disabled_at: string | null
}

export type NewAgent = {
  email: string
  name: string
  password: string
  roleId: number
  locale?: Locale
  createdAt: string
}

/** The account of this id, or nothing. */
export async function accountById(db: Db, id: number): Promise<Account | undefined> {
  return accountOf(await db('agent').where({ id }).first())
}

/** The account of this address (lower case), or nothing. */
export async function accountByEmail(db: Db, email: string): Promise<Account | undefined> {
  return accountOf(await db('agent').where({ email }).first())
}

/** Every account, in the order of their names. */
export async function allAccounts(db: Db): Promise<Account[]> {
  const rows: Row[] = await db('agent').orderBy('name').orderBy('id')
  return rows.map(toAccount)
}

/** Adds an account and answers its id, or nothing where the address is taken. */
export async function insertAgent(db: Db, agent: NewAgent): Promise<number | undefined> {
  if (await db('agent').where({ email: agent.email }).first('id')) return undefined
  return insertId(db, 'agent', {
    email: agent.email,
    name: agent.name,
    password: agent.password,
    role_id: agent.roleId,
    locale: agent.locale ?? null,
    created_at: agent.createdAt,
  })
}

export type AgentChange = Partial<{
  name: string
  roleId: number
  password: string
  avatar: string | null
  locale: Locale | null
  preferences: Preferences
  disabledAt: string | null
  totpSecret: string | null
  totpStep: number
  recoveryCodes: string[]
}>

/** Changes what is given and leaves the rest. */
export async function updateAgent(db: Db, id: number, change: AgentChange): Promise<void> {
  const columns = {
    name: change.name,
    role_id: change.roleId,
    password: change.password,
    avatar: change.avatar,
    locale: change.locale,
    preferences: change.preferences && json.write(change.preferences),
    disabled_at: change.disabledAt,
    totp_secret: change.totpSecret,
    totp_step: change.totpStep,
    recovery_codes: change.recoveryCodes && json.write(change.recoveryCodes),
  }
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  if (given.length > 0) await db('agent').where({ id }).update(Object.fromEntries(given))
}

/** Uses a time step of the one-time password up: false where it, or a later one, was used before. */
export async function takeTotpStep(db: Db, id: number, step: number): Promise<boolean> {
  return (await db('agent').where({ id }).where('totp_step', '<', step).update({ totp_step: step })) === 1
}

/** Replaces the recovery codes if they are still `before`: of two who use the same code, one succeeds. */
export async function replaceRecoveryCodes(
  db: Db,
  id: number,
  before: string[],
  after: string[],
): Promise<boolean> {
  const unchanged = db('agent').where({ id, recovery_codes: json.write(before) })
  return (await unchanged.update({ recovery_codes: json.write(after) })) === 1
}

/** How many owners can sign in. */
export async function countOwners(db: Db): Promise<number> {
  const [row] = await db('agent')
    .join('role', 'role.id', 'agent.role_id')
    .where({ 'role.key': 'owner' })
    .whereNull('agent.disabled_at')
    .count({ owners: '*' })
  return Number(row?.['owners'])
}

/** The ids of those who have this role. */
export async function agentsWithRole(db: Db, roleId: number): Promise<number[]> {
  return db('agent').where({ role_id: roleId }).orderBy('id').pluck('id')
}

/** Name and picture of each of these agents, disabled ones too, by id. */
export async function agentNames(
  db: Db,
  ids: number[],
): Promise<Map<number, { id: number; name: string; avatar?: string }>> {
  if (ids.length === 0) return new Map()
  const rows: Row[] = await db('agent').whereIn('id', ids).select('id', 'name', 'avatar')
  return new Map(rows.map(({ id, name, avatar }) => [id, { id, name, avatar: avatar ?? undefined }]))
}

function accountOf(row: Row | undefined): Account | undefined {
  return row && toAccount(row)
}

function toAccount(row: Row): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    password: row.password,
    roleId: row.role_id,
    avatar: row.avatar ?? undefined,
    locale: isLocale(row.locale) ? row.locale : undefined,
    totpSecret: row.totp_secret ?? undefined,
    totpStep: Number(row.totp_step),
    recoveryCodes: json.read<string[]>(row.recovery_codes, []),
    preferences: json.read<Preferences>(row.preferences, {}),
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
  }
}
