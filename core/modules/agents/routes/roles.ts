import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { NotFound } from '../../../errors.ts'
import { idIn, orForm, page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { covers, type Role, scopes } from '../role.ts'
import { allPermissions } from '../service/permissions.ts'
import { createRole, editRole, removeRole, type RoleInput } from '../service/roles.ts'
import { allAccounts } from '../store/agents.ts'
import { allRoles, roleById } from '../store/roles.ts'
import { manage } from './manage.ts'

const template = 'admin/roles/edit'

const input = joi.object<RoleInput>({
  name: joi.string().trim().max(80).allow('').default(''),
  scope: joi
    .string()
    .valid(...scopes)
    .required(),
  permissions: joi.array().items(joi.string().max(80)).single().default([]),
})
const named = input.fork('name', () => joi.string().trim().max(80).required())

/** What agents may do, and how far they see. */
export function roleRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/admin/roles', (request, h) => list(app, request, h)),
    manage('GET', '/admin/roles/new', (request, h) => page(h, request, template, emptyForm(app, request))),
    manage('POST', '/admin/roles', (request, h) => add(app, request, h)),
    manage('GET', '/admin/roles/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/admin/roles/{id}', (request, h) => save(app, request, h)),
    manage('POST', '/admin/roles/{id}/removal', (request, h) => remove(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const accounts = await allAccounts(app.db)
  const roles = (await allRoles(app.db)).map((role) => ({
    ...role,
    agents: accounts.filter((account) => account.roleId === role.id && !account.disabledAt).length,
  }))
  return page(h, request, 'admin/roles/index', { roles })
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  return orForm(h, request, { template, context: emptyForm(app, request) }, async () => {
    await createRole(app, viewerOf(request), parse(named, request.payload))
    return seeOther(h, '/admin/roles', 'common.saved')
  })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const role = await roleOf(app, request)
  return page(h, request, template, { ...formFor(app, request, role), values: role })
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const role = await roleOf(app, request)
  return orForm(h, request, { template, context: formFor(app, request, role) }, async () => {
    await editRole(app, viewerOf(request), role.id, parse(role.builtin ? input : named, request.payload))
    return seeOther(h, '/admin/roles', 'common.saved')
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  await removeRole(app, viewerOf(request), idIn(request))
  return seeOther(h, '/admin/roles', 'admin.roles.removed')
}

function emptyForm(app: App, request: Request) {
  return { ...formFor(app, request), values: { scope: 'own', permissions: [] } }
}

/** Permissions that the viewer lacks are shown and cannot be ticked. */
function formFor(app: App, request: Request, role?: Role) {
  const viewer = viewerOf(request)
  const permissions = allPermissions(app).map((key) => ({ key, locked: !viewer.permissions.has(key) }))
  const fixed = role !== undefined && (role.key === 'owner' || !covers(viewer, role))
  return { role, scopes, permissions, fixed }
}

async function roleOf(app: App, request: Request): Promise<Role> {
  const role = await roleById(app.db, idIn(request))
  if (!role) throw new NotFound()
  return role
}
