import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { uuid7 } from '../../../platform/crypto/index.ts'
import { idIn, page, parse, seeOther, stream, viewerOf, wantsStream } from '../../../platform/http/index.ts'
import { done, onePath } from '../routes/answers.ts'
import { withDays } from '../routes/conversation-screen.ts'
import { giveBack, join, leave, takeOver } from './stepping-in.ts'
import { watch, watchedHead } from './watching.ts'
import { whisper } from './whispering.ts'

const options = { app: { access: { permission: 'conversations.supervise' } } }

const whispered = joi.object<{ clientId?: string; text: string }>({
  clientId: joi.string().pattern(/^[\w-]{8,40}$/),
  text: joi.string().max(2000).required(),
})
type Work = (app: App, request: Request, h: ResponseToolkit) => Promise<ResponseObject>

const versioned = joi.object<{ version?: number }>({ version: joi.number().integer().min(1) })

/** Looking in, whispering, joining, taking over and giving back. */
export function supervisingRoutes(app: App): ServerRoute[] {
  const to = (method: 'GET' | 'POST', path: string, work: Work): ServerRoute => ({
    method,
    path: `${onePath}/${path}`,
    options,
    handler: (request, h) => work(app, request, h),
  })
  return [
    to('GET', 'watch', show),
    to('GET', 'watch/head', showHead),
    to('POST', 'whispers', say),
    to('POST', 'company', stepIn),
    to('POST', 'company/removal', stepOut),
    to('POST', 'take-over', take),
    to('POST', 'take-over/removal', giveIt),
  ]
}

/** A page without anything to write to the customer with. */
async function show(app: App, request: Request, h: ResponseToolkit) {
  const { messages, ...watched } = await watch(app, viewerOf(request), idIn(request))
  const conversation = { ...watched, messages: withDays(messages), oldestSeq: messages[0]?.seq }
  return page(h, request, 'agent/supervising/watch', { conversation, section: '/board' })
}

async function showHead(app: App, request: Request, h: ResponseToolkit) {
  const conversation = await watchedHead(app, viewerOf(request), idIn(request))
  return page(h, request, 'agent/supervising/head', { conversation })
}

/** The agent has it; the form is empty again. */
async function say(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const { clientId = uuid7(), text } = parse(whispered, request.payload)
  await whisper(app, viewer, idIn(request), { clientId, text })
  if (!wantsStream(request)) return answer(request, h, 'supervising.done.whispered')
  const conversation = await watchedHead(app, viewer, idIn(request))
  return stream(h, request, 'agent/supervising/whispered-stream', { conversation })
}

/** Whoever joins does it to write: they go where that is done. */
async function stepIn(app: App, request: Request, h: ResponseToolkit) {
  await join(app, viewerOf(request), idIn(request))
  return seeOther(h, `/conversations/${idIn(request)}?view=all`, 'supervising.done.joined')
}

async function stepOut(app: App, request: Request, h: ResponseToolkit) {
  await leave(app, viewerOf(request), idIn(request))
  return answer(request, h, 'supervising.done.left')
}

async function take(app: App, request: Request, h: ResponseToolkit) {
  await takeOver(app, viewerOf(request), idIn(request), parse(versioned, request.payload).version)
  return seeOther(h, `/conversations/${idIn(request)}?view=mine`, 'supervising.done.taken')
}

async function giveIt(app: App, request: Request, h: ResponseToolkit) {
  await giveBack(app, viewerOf(request), idIn(request))
  return answer(request, h, 'supervising.done.returned')
}

/** Without scripts back to where they were: the page that looks in, or the conversation. */
function answer(request: Request, h: ResponseToolkit, text: string) {
  const isWatching = request.info.referrer.endsWith('/watch')
  return done(h, request, { text, ...(isWatching && { next: `/conversations/${idIn(request)}/watch` }) })
}
