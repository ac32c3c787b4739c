import type { App } from '../../../module.ts'
import { type Account, allAccounts } from '../store/agents.ts'
import { listPresent, type Presence, type PresenceState } from '../store/presence.ts'
import { allRoles } from '../store/roles.ts'
import { listTeams } from '../store/teams.ts'
import type { Role } from '../role.ts'

/** An agent as lists show them; nothing secret is in it. */
export type AgentView = {
  id: number
  email: string
  name: string
  avatar?: string
  role: Pick<Role, 'id' | 'key' | 'name' | 'scope'>
  teams: { id: number; name: string }[]
  state: 'invited' | 'active' | 'disabled'
  twoFactor: boolean
  presence?: PresenceState
  /** Since when they are that. */
  presentSince?: string
  /** Since when they are at work, online or busy, without a break. */
  workingSince?: string
}

/** Everybody who works here, or did, by name. */
export async function listAgents(app: Pick<App, 'db' | 'clock'>): Promise<AgentView[]> {
  const accounts = await allAccounts(app.db)
  const roles = new Map((await allRoles(app.db)).map((role) => [role.id, role]))
  const teams = await listTeams(app.db)
  const present = new Map(
    (await listPresent(app.db, app.clock().toISOString())).map((each) => [each.agentId, each]),
  )
  return accounts.flatMap((account) => {
    const role = roles.get(account.roleId)
    if (!role) return []
    const memberOf = teams.filter((team) => team.memberIds.includes(account.id))
    const view = { ...viewOf(account, role), teams: memberOf.map(named) }
    return [{ ...view, ...presenceOf(present.get(account.id)) }]
  })
}

/** One of them, or nothing. */
export async function findAgent(app: Pick<App, 'db' | 'clock'>, id: number): Promise<AgentView | undefined> {
  return (await listAgents(app)).find((agent) => agent.id === id)
}

function viewOf(account: Account, role: Role) {
  const { id, email, name, avatar } = account
  const { key, scope } = role
  const shownRole = { id: role.id, key, name: role.name, scope }
  return {
    id,
    email,
    name,
    avatar,
    role: shownRole,
    state: stateOf(account),
    twoFactor: Boolean(account.totpSecret),
  }
}

function presenceOf(presence: Presence | undefined) {
  if (!presence) return {}
  const { state, since, workingSince } = presence
  return {
    presence: state,
    ...(since && { presentSince: since }),
    ...(workingSince && { workingSince }),
  }
}

function stateOf(account: Account): AgentView['state'] {
  if (account.disabledAt) return 'disabled'
  return account.password === '' ? 'invited' : 'active'
}

function named({ id, name }: { id: number; name: string }) {
  return { id, name }
}
