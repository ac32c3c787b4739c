import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { NotFound } from '../../../errors.ts'
import { idIn, orForm, page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { createTeam, editTeam, removeTeam, type TeamInput } from '../service/teams.ts'
import { agentNames, allAccounts } from '../store/agents.ts'
import { listTeams } from '../store/teams.ts'
import { manage } from './manage.ts'

const template = 'admin/teams/edit'

const input = joi.object<TeamInput>({
  name: joi.string().trim().max(80).required(),
  branch: joi.string().trim().max(80).allow('').default(''),
  memberIds: joi.array().items(joi.number().integer()).single().default([]),
})

/** Skill groups and who is in them. */
export function teamRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/admin/teams', (request, h) => list(app, request, h)),
    manage('GET', '/admin/teams/new', (request, h) => showNew(app, request, h)),
    manage('POST', '/admin/teams', (request, h) => add(app, request, h)),
    manage('GET', '/admin/teams/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/admin/teams/{id}', (request, h) => save(app, request, h)),
    manage('POST', '/admin/teams/{id}/removal', (request, h) => remove(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const teams = await listTeams(app.db)
  const names = await agentNames(
    app.db,
    teams.flatMap((team) => team.memberIds),
  )
  const shown = teams.map((team) => ({ ...team, members: team.memberIds.map((id) => names.get(id)) }))
  const hasBranches = teams.some(({ branch }) => branch)
  return page(h, request, 'admin/teams/index', { teams: shown, hasBranches })
}

async function showNew(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, { ...(await choices(app)), values: { memberIds: [] } })
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  return orForm(h, request, { template, context: await choices(app) }, async () => {
    await createTeam(app, viewerOf(request), parse(input, request.payload))
    return seeOther(h, '/admin/teams', 'common.saved')
  })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const team = await teamOf(app, request)
  return page(h, request, template, { team, ...(await choices(app)), values: team })
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const team = await teamOf(app, request)
  return orForm(h, request, { template, context: { team, ...(await choices(app)) } }, async () => {
    await editTeam(app, viewerOf(request), team.id, parse(input, request.payload))
    return seeOther(h, '/admin/teams', 'common.saved')
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  await removeTeam(app, viewerOf(request), idIn(request))
  return seeOther(h, '/admin/teams', 'admin.teams.removed')
}

/** Who can be in a team, and the branches that there are. */
async function choices(app: App) {
  const accounts = await allAccounts(app.db)
  const branches = (await listTeams(app.db)).flatMap(({ branch }) => branch || [])
  const agents = accounts
    .filter((account) => !account.disabledAt)
    .map(({ id, name, avatar }) => ({ id, name, avatar }))
  return { agents, branches: [...new Set(branches)] }
}

async function teamOf(app: App, request: Request) {
  const team = (await listTeams(app.db)).find((each) => each.id === idIn(request))
  if (!team) throw new NotFound()
  return team
}
