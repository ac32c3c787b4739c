import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  idIn,
  localeOf,
  parse,
  seeOther,
  stream,
  viewerOf,
  wantsJson,
  wantsStream,
} from '../../../platform/http/index.ts'
import { messageViews } from '../showing/message-view.ts'
import { note, type Note } from '../answering/noting.ts'
import { reply, type Reply } from '../answering/replying.ts'
import { retryMessage } from '../answering/retrying.ts'
import type { Message } from '../store/rows.ts'
import { done, onePath } from './answers.ts'
import { contentIn } from './content-input.ts'

const options = { app: { access: { permission: 'conversations.reply' } } }

const written = {
  clientId: joi
    .string()
    .pattern(/^[\w-]{8,40}$/)
    .required(),
  mode: joi.valid('reply', 'note'),
}
const replyInput = joi.object<Reply & { mode?: string }>({
  ...written,
  text: joi.string().max(20_000).allow(''),
  files: joi.array().items(joi.string().max(64)).max(20),
  duration: joi.number().min(0).max(600),
  content: joi.object(),
  confirmedPublic: joi.boolean().valid(true),
  identityId: joi.number().integer().min(1),
  expectedSeq: joi.number().integer().min(0),
})
const noteInput = joi.object<Note & { mode?: string }>({
  ...written,
  text: joi.string().max(20_000).required(),
  mentions: joi.array().items(joi.number().integer().min(1)).max(50),
})
const attempt = joi.object<{ uid: string }>({ uid: written.clientId })

/** Replies, notes, and trying again what did not leave. */
export function writingRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'POST',
      path: `${onePath}/messages`,
      options,
      handler: (request, h) => addMessage(app, request, h),
    },
    { method: 'POST', path: `${onePath}/notes`, options, handler: (request, h) => addNote(app, request, h) },
    {
      method: 'POST',
      path: `${onePath}/messages/{uid}/attempts`,
      options,
      handler: async (request, h) => {
        const { uid } = parse(attempt, { uid: request.params.uid })
        await retryMessage(app, viewerOf(request), idIn(request), uid)
        return done(h, request, { text: '' })
      },
    },
  ]
}

/** A form without scripts says by its `mode` which of the two it is. */
async function addMessage(app: App, request: Request, h: ResponseToolkit) {
  const { mode, ...said } = parse(replyInput, request.payload)
  if (mode === 'note') return addNote(app, request, h)
  const input = { ...said, content: said.content && contentIn(said.content) }
  return answer(app, request, h, await reply(app, viewerOf(request), idIn(request), input))
}

async function addNote(app: App, request: Request, h: ResponseToolkit) {
  const { mode: _, ...input } = parse(noteInput, request.payload)
  return answer(app, request, h, await note(app, viewerOf(request), idIn(request), input))
}

async function answer(
  app: App,
  request: Request,
  h: ResponseToolkit,
  stored: Message,
): Promise<ResponseObject> {
  const conversation = idIn(request)
  if (!wantsStream(request) && !wantsJson(request)) return seeOther(h, `/conversations/${conversation}`)
  const eyes = { locale: localeOf(request), agentId: viewerOf(request).agentId }
  const [message] = await messageViews(app, app.db, eyes, [stored])
  if (!wantsStream(request)) return h.response(message).code(201)
  return stream(h, request, 'partials/message-stream', { conversation, message, answer: true })
}
