import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { localeOf, parse, render, seeOther, wantsJson } from '../../../platform/http/index.ts'

export const onePath = '/conversations/{id}'

const turboStream = 'text/vnd.turbo-stream.html'
const params = joi.object<{ id: number }>({ id: joi.number().integer().min(1).required() })

/** The conversation that the address names. */
export function idIn(request: Request): number {
  return parse(params, { id: request.params.id }).id
}

/** Does the caller apply Turbo Streams? */
export function wantsStream(request: Request): boolean {
  return String(request.headers.accept ?? '').includes(turboStream)
}

/** Answers Turbo Streams that a template writes. */
export function stream(
  app: App,
  h: ResponseToolkit,
  request: Request,
  template: string,
  context: object,
): ResponseObject {
  const html = render(app, template, { ...context, crumb: request.plugins.crumb }, localeOf(request))
  return h.response(html).type(turboStream)
}

/**
 * The answer to a deed: a line at the bottom of the screen, with `undo` as the address that takes it back; for
 * browsers without scripts the conversation's page; nothing for programs.
 */
export function done(
  app: App,
  h: ResponseToolkit,
  request: Request,
  answer: { text: string; undo?: string; next?: string },
): ResponseObject {
  if (wantsJson(request)) return h.response().code(204)
  if (!wantsStream(request)) return seeOther(h, answer.next ?? `/conversations/${idIn(request)}`, answer.text)
  return stream(app, h, request, 'partials/toast-stream', answer)
}
