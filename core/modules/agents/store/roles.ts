import { type Db, flag, insertId, json } from '../../../platform/db/index.ts'
import { builtinRoles, type Role, type Scope, scopes } from '../role.ts'

type Row = { id: number; key: string; name: string; scope: string; permissions: string; builtin: number }

/** Every role, the built-in ones first. */
export async function allRoles(db: Db): Promise<Role[]> {
  const rows: Row[] = await db('role').orderBy('builtin', 'desc').orderBy('id')
  return rows.map(toRole)
}

/** The role of this id, or nothing. */
export async function roleById(db: Db, id: number): Promise<Role | undefined> {
  const row: Row | undefined = await db('role').where({ id }).first()
  return row && toRole(row)
}

/** The role of this key, or nothing. */
export async function roleByKey(db: Db, key: string): Promise<Role | undefined> {
  const row: Row | undefined = await db('role').where({ key }).first()
  return row && toRole(row)
}

/** Puts in those built-in roles that are not there yet. */
export async function insertBuiltinRoles(db: Db): Promise<void> {
  await db('role').insert(builtinRoles.map(toColumns)).onConflict('key').ignore()
}

/** Adds a role and answers its id. */
export async function insertRole(db: Db, role: Omit<Role, 'id'>): Promise<number> {
  return insertId(db, 'role', toColumns(role))
}

/** Changes what a role is called and may do. */
export async function updateRole(
  db: Db,
  id: number,
  role: { name: string; scope: Scope; permissions: string[] },
): Promise<void> {
  const { name, scope, permissions } = role
  await db('role')
    .where({ id })
    .update({ name, scope, permissions: json.write(permissions) })
}

/** Takes a role out; nobody may have it any more. */
export async function deleteRole(db: Db, id: number): Promise<void> {
  await db('role').where({ id }).delete()
}

function toColumns(role: Omit<Role, 'id'>) {
  const { key, name, scope } = role
  return { key, name, scope, permissions: json.write(role.permissions), builtin: flag.write(role.builtin) }
}

function toRole(row: Row): Role {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    scope: scopeOf(row.scope),
    permissions: json.read<string[]>(row.permissions, []),
    builtin: flag.read(row.builtin),
  }
}

/** What is not known is the narrowest. */
export function scopeOf(text: string): Scope {
  return scopes.find((scope) => scope === text) ?? 'allotted'
}
