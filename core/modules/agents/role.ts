import type { Viewer } from '../../module.ts'

export type Scope = Viewer['scope']
export type Role = {
  id: number
  key: string
  name: string
  scope: Scope
  permissions: string[]
  builtin: boolean
}

export const scopes = ['allotted', 'own', 'team', 'all'] as const satisfies Scope[]

/** What the house itself asks for; modules may add their own. */
export const housePermissions = [
  'conversations.reply',
  'conversations.assign',
  'conversations.supervise',
  'people.edit',
  'people.reveal',
  'people.merge',
  'people.block',
  'calls.take',
  'calls.supervise',
  'recordings.listen',
  'agents.manage',
  'channels.manage',
  'reception.manage',
  'lines.manage',
  'alerts.manage',
  'settings.manage',
  'audit.read',
  'jobs.manage',
]

const supervisor = [
  'conversations.reply',
  'conversations.assign',
  'conversations.supervise',
  'people.edit',
  'people.reveal',
  'people.merge',
  'people.block',
  'calls.take',
  'calls.supervise',
  'recordings.listen',
]

/** The roles of every clinic. They can be edited, the owner's apart, and never deleted; a name of '' is translated. */
export const builtinRoles: Omit<Role, 'id'>[] = [
  { key: 'owner', name: '', scope: 'all', permissions: housePermissions, builtin: true },
  { key: 'admin', name: '', scope: 'all', permissions: housePermissions, builtin: true },
  { key: 'supervisor', name: '', scope: 'team', permissions: supervisor, builtin: true },
  {
    key: 'agent',
    name: '',
    scope: 'own',
    permissions: ['conversations.reply', 'people.edit', 'people.block', 'calls.take'],
    builtin: true,
  },
]

/** May this viewer do that? */
export function can(viewer: Viewer, permission: string): boolean {
  return viewer.permissions.has(permission)
}

/** Nobody hands out, or takes away, more than they have: a role above the viewer's own is out of their reach. */
export function covers(viewer: Viewer, role: Pick<Role, 'key' | 'scope' | 'permissions'>): boolean {
  if (viewer.role === 'owner') return true
  if (role.key === 'owner') return false
  const wider = scopes.indexOf(role.scope) > scopes.indexOf(viewer.scope)
  return !wider && role.permissions.every((permission) => viewer.permissions.has(permission))
}
