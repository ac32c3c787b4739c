import type { ServerRoute } from '@hapi/hapi'
import type { Host } from 'qiantai/plugin'
import { type Ack, leave, say, type Visitor } from '../actions.ts'
import { historyView } from '../messages.ts'
import { check, historyQuery, leave as leaveInput, message } from '../payloads.ts'
import { type Answer, type Call, visitorRoute } from './call.ts'

/** Reading and writing messages. */
export function messageRoutes(host: Host): ServerRoute[] {
  return [
    visitorRoute(host, { method: 'GET', path: 'messages' }, history),
    visitorRoute(host, { method: 'POST', path: 'messages' }, async (visitor, { body }) =>
      stored(await say(visitor, check(message, body))),
    ),
    visitorRoute(host, { method: 'POST', path: 'leave' }, async (visitor, { body }) =>
      stored(await leave(visitor, check(leaveInput, body))),
    ),
  ]
}

async function history(visitor: Visitor, { query }: Call): Promise<Answer> {
  const { room, who } = visitor
  const page = await room.channel.history(who, check(historyQuery, query))
  return { body: historyView({ ...visitor, site: room.channel.key }, page) }
}

function stored(ack: Ack): Answer {
  return { status: ack.repeated ? 200 : 201, body: ack }
}
