import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App, Viewer } from '../../../module.ts'
import { NotFound } from '../../../errors.ts'
import { idIn, orForm, originOf, page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import {
  disableAgent,
  editAgent,
  enableAgent,
  inviteAgent,
  removeTwoFactor,
  renewLink,
} from '../service/accounts.ts'
import { findAgent, listAgents } from '../service/directory.ts'
import { covers } from '../role.ts'
import { allRoles } from '../store/roles.ts'
import { listTeams } from '../store/teams.ts'
import { listSessions } from '../store/sessions.ts'
import { sessionViews } from './session-views.ts'
import { manage } from './manage.ts'

const ids = joi.array().items(joi.number().integer()).single().default([])
const person = {
  name: joi.string().trim().max(80).required(),
  roleId: joi.number().integer().required(),
  teamIds: ids,
}
const edit = joi.object<{ name: string; roleId: number; teamIds: number[] }>(person)
const invitation = joi.object<{ email: string; name: string; roleId: number; teamIds: number[] }>({
  ...person,
  email: joi.string().trim().lowercase().email({ tlds: false }).max(200).required(),
})

/** Who works here. */
export function agentRoutes(app: App): ServerRoute[] {
  const act = (name: string, verb: (app: App, viewer: Viewer, id: number) => Promise<void>, done: string) =>
    manage('POST', `/admin/agents/{id}/${name}`, async (request, h) => {
      await verb(app, viewerOf(request), idIn(request))
      return seeOther(h, `/admin/agents/${idIn(request)}`, done)
    })
  return [
    manage('GET', '/admin/agents', (request, h) => list(app, request, h)),
    manage('GET', '/admin/agents/new', (request, h) => showInvitation(app, request, h)),
    manage('POST', '/admin/agents', (request, h) => invite(app, request, h)),
    manage('GET', '/admin/agents/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/admin/agents/{id}', (request, h) => save(app, request, h)),
    manage('POST', '/admin/agents/{id}/link', (request, h) => showNewLink(app, request, h)),
    act('disabling', disableAgent, 'admin.agents.disabled-done'),
    act('enabling', enableAgent, 'admin.agents.enabled-done'),
    act('two-factor-removal', removeTwoFactor, 'admin.agents.two-factor-removed'),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, 'admin/agents/index', { agents: await listAgents(app) })
}

/** A new colleague is an agent unless somebody says more, and in the one team where there is no other. */
async function showInvitation(app: App, request: Request, h: ResponseToolkit) {
  const context = await choices(app, viewerOf(request))
  const roleId = context.roles.find(({ key }) => key === 'agent')?.id
  const teamIds = context.teams.length === 1 ? context.teams.map(({ id }) => id) : []
  return page(h, request, 'admin/agents/new', { ...context, values: { roleId, teamIds } })
}

async function invite(app: App, request: Request, h: ResponseToolkit) {
  const context = await choices(app, viewerOf(request))
  return orForm(h, request, { template: 'admin/agents/new', context }, async () => {
    const input = parse(invitation, request.payload)
    const { path } = await inviteAgent(app, viewerOf(request), input)
    return showLink(app, request, h, path, input)
  })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const context = await formContext(app, request)
  const { name, role, teams } = context.agent
  const values = { name, roleId: role.id, teamIds: teams.map((team) => team.id) }
  return page(h, request, 'admin/agents/edit', { ...context, values })
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const context = await formContext(app, request)
  return orForm(h, request, { template: 'admin/agents/edit', context }, async () => {
    await editAgent(app, viewerOf(request), idIn(request), parse(edit, request.payload))
    return seeOther(h, '/admin/agents', 'common.saved')
  })
}

async function showNewLink(app: App, request: Request, h: ResponseToolkit) {
  const agent = await agentOf(app, request)
  return showLink(app, request, h, await renewLink(app, viewerOf(request), agent.id), agent)
}

/** The link is in the answer alone, to be copied: it is not stored, and in no address of ours. */
async function showLink(
  app: App,
  request: Request,
  h: ResponseToolkit,
  path: string,
  agent: { name: string; email: string },
) {
  const link = `${originOf(app.config, request.raw.req)}${path}`
  const { name, email } = agent
  const reset = path.startsWith('/password-resets/')
  return page(h, request, 'admin/agents/link', { link, name, email, reset })
}

async function formContext(app: App, request: Request) {
  const agent = await agentOf(app, request)
  const viewer = viewerOf(request)
  const sessions = await listSessions(app.db, app.clock().toISOString(), agent.id)
  const own = agent.id === viewer.agentId
  const shown = sessionViews(sessions, viewer.sessionId)
  return { agent, sessions: shown, own, ...(await choices(app, viewer)) }
}

/** Roles that the viewer may hand out, and every team. */
async function choices(app: App, viewer: Viewer) {
  const roles = await allRoles(app.db)
  return { roles: roles.filter((role) => covers(viewer, role)), teams: await listTeams(app.db) }
}

async function agentOf(app: App, request: Request) {
  const agent = await findAgent(app, idIn(request))
  if (!agent) throw new NotFound()
  return agent
}
