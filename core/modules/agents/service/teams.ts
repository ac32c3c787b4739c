import type { App, Viewer } from '../../../module.ts'
import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { type Actor, actorOf } from '../actor.ts'
import {
  deleteTeam,
  insertTeam,
  listTeams,
  replaceMembers,
  type Team,
  teamIdByName,
  teamIsUsed,
  updateTeam,
} from '../store/teams.ts'
import { audit } from './audit.ts'
import { insistOnTeams } from './reach.ts'
import { tellAgents } from './roles.ts'

/** `branch`: of none in particular unless told. */
export type TeamInput = { name: string; branch?: string; memberIds: number[] }

/** Adds a team and answers its id. Throws `Invalid` where the name is taken. */
export async function createTeam(app: App, viewer: Viewer, input: TeamInput): Promise<number> {
  return transaction(app.db, (trx) => addTeam(app, trx, actorOf(viewer), input))
}

/** As `createTeam`, for the house itself. */
export async function addTeam(app: App, trx: Db, actor: Actor, input: TeamInput): Promise<number> {
  const id = await insertTeam(trx, { name: input.name, branch: input.branch ?? '' })
  if (id === undefined) throw new Invalid([{ field: 'name', message: 'admin.teams.taken' }])
  await settle(app, trx, actor, 'team.created', { id, ...input }, [])
  return id
}

/** Changes a team's name, branch and who is in it. What those may see changes at once. */
export async function editTeam(app: App, viewer: Viewer, id: number, input: TeamInput): Promise<void> {
  insistOnTeams(viewer, [id])
  await transaction(app.db, async (trx) => {
    const team = await teamOf(trx, id)
    const namesake = await teamIdByName(trx, input.name)
    if (namesake !== undefined && namesake !== id)
      throw new Invalid([{ field: 'name', message: 'admin.teams.taken' }])
    await updateTeam(trx, { id, name: input.name, branch: input.branch ?? '' })
    await settle(app, trx, actorOf(viewer), 'team.edited', { id, ...input }, team.memberIds)
  })
}

/** Takes a team out. Throws `Conflict` where conversations, calls or tasks are with it. */
export async function removeTeam(app: App, viewer: Viewer, id: number): Promise<void> {
  const at = app.clock().toISOString()
  insistOnTeams(viewer, [id])
  await transaction(app.db, async (trx) => {
    const team = await teamOf(trx, id)
    if (await teamIsUsed(trx, id)) throw new Conflict('admin.teams.in-use')
    await deleteTeam(trx, id)
    await tellAgents(trx, team.memberIds, at)
    const deed = {
      ...actorOf(viewer),
      action: 'team.deleted',
      object: `team:${id}`,
      detail: { name: team.name },
    }
    await audit(trx, deed, at)
  })
}

async function settle(
  app: App,
  trx: Db,
  actor: Actor,
  action: string,
  team: TeamInput & { id: number },
  before: number[],
) {
  const at = app.clock().toISOString()
  await replaceMembers(trx, team.id, team.memberIds)
  const { memberIds, branch } = await teamOf(trx, team.id)
  await tellAgents(trx, [...new Set([...before, ...memberIds])], at)
  const detail = { name: team.name, branch, members: memberIds }
  await audit(trx, { ...actor, action, object: `team:${team.id}`, detail }, at)
}

async function teamOf(trx: Db, id: number): Promise<Team> {
  const team = (await listTeams(trx)).find((each) => each.id === id)
  if (!team) throw new NotFound()
  return team
}
