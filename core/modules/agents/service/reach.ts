import type { Viewer } from '../../../module.ts'
import { Forbidden, NotFound } from '../../../errors.ts'
import type { Db } from '../../../platform/db/index.ts'
import { covers, type Role } from '../role.ts'
import type { Account } from '../store/agents.ts'
import { roleById } from '../store/roles.ts'

/** Lets a viewer at an account only where its role is not above their own. Throws `NotFound` where there is none. */
export async function insistOnReach(db: Db, viewer: Viewer, account: Account | undefined): Promise<Account> {
  if (!account) throw new NotFound()
  await roleInReach(db, viewer, account.roleId)
  return account
}

/** The role, where it is not above the viewer's own. */
export async function roleInReach(db: Db, viewer: Viewer, roleId: number): Promise<Role> {
  const role = await roleById(db, roleId)
  if (!role) throw new NotFound()
  if (!covers(viewer, role)) throw new Forbidden('admin.above-you')
  return role
}

/** Who does not see everybody hands out, and takes away, only the teams they are in: a team is what they may see. */
export function insistOnTeams(viewer: Viewer, teamIds: Iterable<number>): void {
  if (viewer.scope === 'all') return
  const isForeign = (id: number) => !viewer.teamIds.includes(id)
  if ([...teamIds].some(isForeign)) throw new Forbidden('admin.above-you')
}
