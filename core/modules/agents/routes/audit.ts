import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { DateTime } from 'luxon'
import type { App } from '../../../module.ts'
import { linkTo, localeOf, page, parse, viewerOf } from '../../../platform/http/index.ts'
import { exportAudit, verifyAudit } from '../service/audit.ts'
import { allAccounts } from '../store/agents.ts'
import { auditActions, type AuditQuery, findAudit } from '../store/audit.ts'
import { auditWords, textOr } from './audit-words.ts'

const pageSize = 50

const text = joi.string().trim().max(120).empty('')
const day = joi
  .string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/)
  .empty('')
const filter = { actor: text, action: text, object: text, from: day, to: day }
const query = joi.object<AuditQuery>({ ...filter, before: joi.number().integer() })
const exported = joi.object<AuditQuery>(filter)

/** Who did what; to read, to check and to take along. */
export function auditRoutes(app: App): ServerRoute[] {
  const options = { app: { access: { permission: 'audit.read' } } }
  return [
    { method: 'GET', path: '/admin/audit', options, handler: (request, h) => list(app, request, h) },
    {
      method: 'POST',
      path: '/admin/audit/export',
      options,
      handler: (request, h) => download(app, request, h),
    },
    { method: 'POST', path: '/admin/audit/check', options, handler: (request, h) => check(app, request, h) },
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit, more: object = {}) {
  const asked = parse(query, request.method === 'get' ? request.query : {})
  const rows = await findAudit(app.db, asked, pageSize + 1)
  const entries = await auditWords(app, viewerOf(request), rows.slice(0, pageSize))
  const older =
    rows.length > pageSize ? linkTo('/admin/audit', { ...asked, before: rows[pageSize - 1]?.id }) : undefined
  const choices = { actions: await actionChoices(app, request), agents: await agentChoices(app) }
  return page(h, request, 'admin/audit/index', { entries, older, values: asked, ...choices, ...more })
}

async function check(app: App, request: Request, h: ResponseToolkit) {
  return list(app, request, h, { chain: await verifyAudit(app.db) })
}

async function download(app: App, request: Request, h: ResponseToolkit) {
  const csv = await exportAudit(app, viewerOf(request), parse(exported, request.payload))
  const name = `audit-${DateTime.fromJSDate(app.clock()).toFormat('yyyy-MM-dd')}.csv`
  return h.response(csv).type('text/csv').header('content-disposition', `attachment; filename="${name}"`)
}

async function actionChoices(app: App, request: Request) {
  const actions = await auditActions(app.db)
  return actions.map((key) => ({
    key,
    label: textOr(app, localeOf(request), `admin.audit.actions.${key}`, key),
  }))
}

async function agentChoices(app: App) {
  return (await allAccounts(app.db)).map(({ id, name }) => ({ key: `agent:${id}`, name }))
}
