import type { App, Viewer } from '../../../module.ts'
import { Conflict, Forbidden, Invalid } from '../../../errors.ts'
import { randomToken } from '../../../platform/crypto/index.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { actorOf } from '../actor.ts'
import { covers, type Scope } from '../role.ts'
import { agentsWithRole } from '../store/agents.ts'
import { deleteRole, insertRole, updateRole } from '../store/roles.ts'
import { audit } from './audit.ts'
import { allPermissions } from './permissions.ts'
import { roleInReach } from './reach.ts'

export type RoleInput = { name: string; scope: Scope; permissions: string[] }

/** Adds a role of the clinic's own, no wider than the viewer's, and answers its id. */
export async function createRole(app: App, viewer: Viewer, input: RoleInput): Promise<number> {
  insistOnShare(app, viewer, input)
  return transaction(app.db, async (trx) => {
    const id = await insertRole(trx, { ...input, key: `own-${randomToken(9)}`, builtin: false })
    await audit(
      trx,
      { ...actorOf(viewer), action: 'role.created', object: `role:${id}`, detail: input },
      now(app),
    )
    return id
  })
}

/** Changes a role, for everybody who has it and at once. The owner's stays as it is. */
export async function editRole(app: App, viewer: Viewer, id: number, input: RoleInput): Promise<void> {
  insistOnShare(app, viewer, input)
  await transaction(app.db, async (trx) => {
    const role = await roleInReach(trx, viewer, id)
    if (role.key === 'owner') throw new Forbidden('admin.roles.owner-fixed')
    await updateRole(trx, id, input)
    await tellAgents(trx, await agentsWithRole(trx, id), now(app))
    const detail = { from: { scope: role.scope, permissions: role.permissions }, to: input }
    await audit(trx, { ...actorOf(viewer), action: 'role.edited', object: `role:${id}`, detail }, now(app))
  })
}

/** Takes a role of the clinic's own out. Throws `Conflict` while somebody has it. */
export async function removeRole(app: App, viewer: Viewer, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const role = await roleInReach(trx, viewer, id)
    if (role.builtin) throw new Forbidden('admin.roles.builtin-stays')
    if ((await agentsWithRole(trx, id)).length > 0) throw new Conflict('admin.roles.in-use')
    await deleteRole(trx, id)
    const deed = {
      ...actorOf(viewer),
      action: 'role.deleted',
      object: `role:${id}`,
      detail: { name: role.name },
    }
    await audit(trx, deed, now(app))
  })
}

/** Says that what these agents may do has changed: screens and sockets look again. */
export async function tellAgents(trx: Db, ids: number[], at: string): Promise<void> {
  await append(
    trx,
    ids.map((id) => ({ topic: `agent:${id}`, type: 'agent.changed', ref: id })),
    at,
  )
}

function insistOnShare(app: App, viewer: Viewer, input: RoleInput) {
  const known = new Set(allPermissions(app))
  if (!input.permissions.every((permission) => known.has(permission))) {
    throw new Invalid([{ field: 'permissions', message: 'errors.fault.choice' }])
  }
  if (!covers(viewer, { ...input, key: '' })) throw new Forbidden('admin.above-you')
}

function now(app: App) {
  return app.clock().toISOString()
}
