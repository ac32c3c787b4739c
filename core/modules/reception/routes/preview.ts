import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { page, parse, viewerOf } from '../../../platform/http/index.ts'
import { previewPage, type Question } from '../pages/preview.ts'
import { manage } from './manage.ts'

const line = joi.string().trim().max(200).allow('').default('')
const question = joi.object<Question>({
  channel: joi.number().integer().min(1).empty(''),
  who: line,
  person: joi.number().integer().min(1).empty(''),
  kind: line,
  site: line,
  page: line,
  keyword: line,
  text: line,
  language: line,
  stage: line,
  tag: line,
  region: line,
  at: line,
})

/** Who would get the next one? The question is the address, so that an answer can be shown to a colleague. */
export function previewRoutes(app: App): ServerRoute[] {
  return [manage('GET', '/preview', (request, h) => show(app, request, h))]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const context = await previewPage(app, viewerOf(request), parse(question, request.query))
  return page(h, request, 'admin/reception/preview', context)
}
