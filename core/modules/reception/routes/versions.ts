import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { idIn, localeOf, page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { versionPage, versionsPage } from '../pages/versions.ts'
import { returnToVersion } from '../service/versions.ts'
import { base, manage } from './manage.ts'

const asked = joi.object<{ before?: number }>({ before: joi.number().integer().min(0) })

/** What the rules have been, and the way back there. */
export function versionRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/rules/versions', (request, h) => list(app, request, h)),
    manage('GET', '/rules/versions/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/rules/versions/{id}/return', (request, h) => comeBack(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const { before } = parse(asked, request.query)
  return page(h, request, 'admin/reception/versions', await versionsPage(app, localeOf(request), before))
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const context = await versionPage(app, localeOf(request), idIn(request))
  return page(h, request, 'admin/reception/version', context)
}

async function comeBack(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  const left = await returnToVersion(app, viewerOf(request), id)
  return left === undefined
    ? seeOther(h, `${base}/rules`, 'reception.versions.already')
    : seeOther(h, `${base}/rules?returned=${id}&left=${left}`)
}
