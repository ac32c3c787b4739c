import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { Viewer } from '../../module.ts'
import { seeOther } from './flash.ts'
import { localeOf } from './language.ts'
import { fieldsOf } from './multipart.ts'
import { orForm, page, type Typed } from './reply.ts'
import { viewerOf } from './state.ts'

/** A page that is one form. `context` may be drawn from what was typed; `save` throws Invalid for what is wrong. */
export type FormPage = {
  path: string
  permission: string
  template: string
  context: (locale: Viewer['locale'], typed?: Typed) => Promise<Record<string, unknown>>
  save: (viewer: Viewer, fields: Record<string, unknown>) => Promise<void>
}

/** The routes that show a form and take it: saved, the page comes again and says so. */
export function formPage(form: FormPage): ServerRoute[] {
  const { path, permission } = form
  const options = { app: { access: { permission } } }
  return [
    { method: 'GET', path, options, handler: (request, h) => show(form, request, h) },
    { method: 'POST', path, options, handler: (request, h) => save(form, request, h) },
  ]
}

async function show({ template, context }: FormPage, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await context(localeOf(request)))
}

async function save(form: FormPage, request: Request, h: ResponseToolkit): Promise<ResponseObject> {
  const { template, path } = form
  const context = (typed: Typed) => form.context(localeOf(request), typed)
  return orForm(h, request, { template, context }, async () => {
    await form.save(viewerOf(request), fieldsOf(request.payload))
    return seeOther(h, path, 'common.saved')
  })
}
