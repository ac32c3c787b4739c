import type { App, Module } from '../../module.ts'
import { accountRoutes } from './routes/account.ts'
import { agentRoutes } from './routes/agents.ts'
import { auditRoutes } from './routes/audit.ts'
import { linkRoutes } from './routes/links.ts'
import { roleRoutes } from './routes/roles.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { teamRoutes } from './routes/teams.ts'

export { type Actor, actorOf } from './actor.ts'
export { csvLine } from './csv.ts'
export { can } from './role.ts'
export { createAgent, createOwner, resetPassword } from './service/accounts.ts'
export { auditOf } from './routes/audit-words.ts'
export { audit, changedFields, verifyAudit } from './service/audit.ts'
export { type AgentView, findAgent, listAgents } from './service/directory.ts'
export { agentsWith, allottedAgents, listOwners, membersWith } from './service/permissions.ts'
export { onlineAgents, present, stayPresent } from './service/presence.ts'
export { openSession, viewerFor } from './service/sessions.ts'
export { enableTwoFactor, offerTwoFactor, repeatOffer } from './service/two-factor.ts'
export { agentNames, countOwners } from './store/agents.ts'
export { addTeam, createTeam } from './service/teams.ts'
export { listTeams, teamNames } from './store/teams.ts'

const manager = { permission: 'agents.manage', area: 'admin', group: 'staff' } as const

/** Who works here: accounts, roles, teams, sessions and the audit log. */
export const agents: Module = {
  id: 'agents',
  permissions: ['agents.manage', 'audit.read'],
  menu: [
    { ...manager, href: '/admin/agents', label: 'admin.agents.title', icon: 'users-round' },
    { ...manager, href: '/admin/roles', label: 'admin.roles.title', icon: 'shield-check' },
    { ...manager, href: '/admin/teams', label: 'admin.teams.title', icon: 'group' },
    {
      ...manager,
      href: '/admin/sessions',
      label: 'admin.sessions.title',
      icon: 'monitor-smartphone',
      group: 'house',
    },
    {
      href: '/admin/audit',
      label: 'admin.audit.title',
      icon: 'scroll-text',
      permission: 'audit.read',
      area: 'admin',
      group: 'house',
    },
  ],
  routes: (app: App) => [
    ...signInRoutes(app),
    ...linkRoutes(app),
    ...accountRoutes(app),
    ...agentRoutes(app),
    ...roleRoutes(app),
    ...teamRoutes(app),
    ...sessionRoutes(app),
    ...auditRoutes(app),
  ],
}
