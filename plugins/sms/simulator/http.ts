import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Simulator, Stage } from 'qiantai/plugin'
import { answer, bodyOf } from './body.ts'
import { createInbox, type Inbox } from './phone.ts'

/** Plays a gateway, and the phone that its messages come to. */
export async function simulateHttp(stage: Stage): Promise<Simulator> {
  const secret = randomBytes(16).toString('hex')
  const inbox = createInbox(stage, '106900000000')
  return {
    settings: {
      url: `${stage.address}/send`,
      method: 'post',
      headers: ['Content-Type: application/json', 'Authorization: Bearer {{secret}}'],
      body: ['{"to": "{{number}}", "content": "{{text}}"}'],
      secret,
      success: 'code=0',
      reason: 'message',
    },
    serve: (request, response) => void serve(inbox, secret, request, response),
    phone: inbox.phone,
    close: async () => {},
  }
}

async function serve(inbox: Inbox, secret: string, request: IncomingMessage, response: ServerResponse) {
  const body = await bodyOf(request)
  if (request.headers.authorization !== `Bearer ${secret}`) return answer(response, 401, { code: 401 })
  const { to, content } = Object(JSON.parse(body))
  if (!/^1\d{10}$/.test(String(to))) return answer(response, 200, { code: 2, message: 'bad number' })
  inbox.arrive(String(content))
  answer(response, 200, { code: 0, message: 'ok' })
}
