import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { idIn, page, parse, stream, viewerOf, wantsJson, wantsStream } from '../../../platform/http/index.ts'
import { personScreen } from '../../people/index.ts'
import { markSeen, saveDraft } from '../showing/reading.ts'
import type { Draft } from '../store/traces.ts'
import { messagesOf, openConversation } from '../showing/timeline.ts'
import { onePath } from './answers.ts'
import { conversationScreen, withDays } from './conversation-screen.ts'
import { addressOf, listScreen, searchIn } from './list-screen.ts'

const options = { app: { access: 'signed-in' as const } }
const replying = { app: { access: { permission: 'conversations.reply' } } }

const older = joi.object<{ before?: number }>({ before: joi.number().integer().min(1) })
const seen = joi.object<{ seq: number }>({ seq: joi.number().integer().min(1).required() })
const draft = joi.object<Draft>({
  text: joi.string().max(20_000).allow('').required(),
  mode: joi.valid('reply', 'note').required(),
})

/** One conversation: its page, its older messages, and what an agent has read or begun to write. */
export function readingRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: onePath, options, handler: (request, h) => show(app, request, h) },
    { method: 'GET', path: `${onePath}/head`, options, handler: (request, h) => showHead(app, request, h) },
    {
      method: 'GET',
      path: `${onePath}/messages`,
      options,
      handler: (request, h) => showOlder(app, request, h),
    },
    {
      method: 'POST',
      path: `${onePath}/seen`,
      options,
      handler: async (request, h) => {
        await markSeen(app, viewerOf(request), idIn(request), parse(seen, request.payload).seq)
        return h.response().code(204)
      },
    },
    {
      method: 'POST',
      path: `${onePath}/draft`,
      options: replying,
      handler: async (request, h) => {
        await saveDraft(app, viewerOf(request), idIn(request), parse(draft, request.payload))
        return h.response().code(204)
      },
    },
  ]
}

/** The whole desk with this conversation open; only the conversation for its frame; its data for programs. */
async function show(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const search = searchIn(request)
  const id = idIn(request)
  if (wantsJson(request)) return openConversation(app, viewer, id)
  const conversation = await conversationScreen(app, viewer, id, addressOf({ ...search, before: undefined }))
  const person = await personScreen(app, viewer, conversation.personId)
  if (request.headers['turbo-frame'] === 'reception') {
    return page(h, request, 'agent/reception', { conversation, person })
  }
  return page(h, request, 'agent/desk', {
    section: '/desk',
    conversation,
    person,
    list: await listScreen(app, viewer, search, id),
  })
}

/** Who holds it, where it stands and who the person is, as they are now. */
async function showHead(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const conversation = await conversationScreen(app, viewer, idIn(request), '')
  const person = await personScreen(app, viewer, conversation.personId)
  return stream(h, request, 'agent/head-stream', { conversation, person, viewer })
}

async function showOlder(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  const { messages, hasMore } = await messagesOf(app, viewerOf(request), id, parse(older, request.query))
  const context = { conversation: id, messages: withDays(messages), hasMore, oldestSeq: messages[0]?.seq }
  if (wantsStream(request)) return stream(h, request, 'partials/older-stream', context)
  if (wantsJson(request)) return { messages, hasMore }
  return page(h, request, 'agent/older', context)
}
