import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import { localeOf } from './language.ts'
import { houseOf } from './state.ts'
import { render } from './views.ts'

const type = 'text/vnd.turbo-stream.html'

/** Does the caller apply Turbo Streams? Ask before `wantsJson`: our pages take streams, and JSON for refusals. */
export function wantsStream(request: Request): boolean {
  return String(request.headers.accept ?? '').includes(type)
}

/** Answers the Turbo Streams that a template writes. */
export function stream(
  h: ResponseToolkit,
  request: Request,
  template: string,
  context: object,
): ResponseObject {
  const { app } = houseOf(request)
  const html = render(app, template, { ...context, crumb: request.plugins.crumb }, localeOf(request))
  return h.response(html).type(type)
}
