import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi'
import type { App } from '../../module.ts'
import { seeOther, stream, viewerOf, wantsJson, wantsStream } from '../../platform/http/index.ts'
import { personScreen } from './screen.ts'

/** Draws the rail of a person anew after something was done on it, and says what (keys); `undo` is where that is taken back. */
export async function answerOnRail(
  app: App,
  request: Request,
  h: ResponseToolkit,
  id: number,
  said: { text: string; undo?: string },
): Promise<ResponseObject> {
  if (wantsStream(request)) {
    const person = await personScreen(app, viewerOf(request), id)
    return stream(h, request, 'agent/refusal-stream', { person, ...said })
  }
  return wantsJson(request) ? h.response().code(204) : seeOther(h, `/people/${id}`, said.text)
}
