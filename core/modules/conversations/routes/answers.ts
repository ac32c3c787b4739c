import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import { idIn, seeOther, stream, wantsJson, wantsStream } from '../../../platform/http/index.ts'

export const onePath = '/conversations/{id}'

/**
 * The answer to a deed: a line at the bottom of the screen, with `undo` as the address that takes it back; for
 * browsers without scripts the page `next`, or else the conversation's; nothing for programs.
 */
export function done(
  h: ResponseToolkit,
  request: Request,
  answer: { text: string; undo?: string; next?: string },
): ResponseObject {
  if (wantsStream(request)) return stream(h, request, 'partials/toast-stream', answer)
  if (wantsJson(request)) return h.response().code(204)
  return seeOther(h, answer.next ?? `/conversations/${idIn(request)}`, answer.text)
}
