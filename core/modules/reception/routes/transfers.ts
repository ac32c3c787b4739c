import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { App, Viewer } from '../../../module.ts'
import { idIn, seeOther, stream, viewerOf, wantsJson, wantsStream } from '../../../platform/http/index.ts'
import { acceptTransfer, cancelTransfer, declineTransfer } from '../../conversations/index.ts'

const options = { app: { access: { permission: 'conversations.reply' } } }
const path = '/conversations/{id}/transfer'

type Deed = (app: App, viewer: Viewer, id: number) => Promise<void>

/** What can be done about a conversation that was handed over and waits to be accepted. */
export function transferRoutes(app: App): ServerRoute[] {
  return [
    route(app, 'acceptance', acceptTransfer, 'reception.transfer.accepted'),
    route(app, 'refusal', declineTransfer, 'reception.transfer.declined', '/desk'),
    route(app, 'removal', cancelTransfer, 'reception.transfer.cancelled'),
  ]
}

function route(app: App, name: string, deed: Deed, text: string, next?: string): ServerRoute {
  return {
    method: 'POST',
    path: `${path}/${name}`,
    options,
    async handler(request, h) {
      const id = idIn(request)
      await deed(app, viewerOf(request), id)
      return answer(request, h, { id, text, next: next ?? `/conversations/${id}` })
    },
  }
}

function answer(request: Request, h: ResponseToolkit, said: { id: number; text: string; next: string }) {
  if (wantsStream(request)) return stream(h, request, 'agent/transfer-stream', said)
  return wantsJson(request) ? h.response().code(204) : seeOther(h, said.next, said.text)
}
