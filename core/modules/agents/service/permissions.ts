import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { housePermissions } from '../role.ts'
import { allAccounts } from '../store/agents.ts'
import { allRoles } from '../store/roles.ts'
import { listTeams } from '../store/teams.ts'

/** Who works here and may do that: ids of agents. An owner may do everything. */
export async function agentsWith(db: Db, permission: string): Promise<number[]> {
  const roles = await allRoles(db)
  const may = new Set(
    roles.filter((role) => role.key === 'owner' || role.permissions.includes(permission)).map(({ id }) => id),
  )
  const accounts = await allAccounts(db)
  return accounts.filter(({ roleId, disabledAt }) => may.has(roleId) && !disabledAt).map(({ id }) => id)
}

/** Those of a group who may do that, or where nobody of it does everybody who may and sees others than their own; `teamId` null: of no group. */
export async function membersWith(db: Db, permission: string, teamId: number | null): Promise<number[]> {
  const able = await agentsWith(db, permission)
  const members = (await listTeams(db)).find(({ id }) => id === teamId)?.memberIds
  const ofGroup = able.filter((id) => members?.includes(id))
  const narrow = await allottedAgents(db)
  return ofGroup.length > 0 ? ofGroup : able.filter((id) => !narrow.has(id))
}

/** Those who see only what is theirs or waits for their groups. */
export async function allottedAgents(db: Db): Promise<Set<number>> {
  const roles = await allRoles(db)
  const narrow = new Set(roles.filter(({ scope }) => scope === 'allotted').map(({ id }) => id))
  const accounts = await allAccounts(db)
  return new Set(accounts.filter(({ roleId }) => narrow.has(roleId)).map(({ id }) => id))
}

/** Ids of those who own the place. */
export async function listOwners(db: Db): Promise<number[]> {
  const owner = (await allRoles(db)).find(({ key }) => key === 'owner')?.id
  const accounts = await allAccounts(db)
  return accounts.filter(({ roleId, disabledAt }) => roleId === owner && !disabledAt).map(({ id }) => id)
}

/** Every permission there is: the house's and those of its modules. */
export function allPermissions(app: App): string[] {
  const declared = app.modules.flatMap((module) => module.permissions ?? [])
  return [...new Set([...housePermissions, ...declared])]
}
