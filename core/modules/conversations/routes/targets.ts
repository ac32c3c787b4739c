import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import type { Notice } from '../../../plugin/index.ts'
import {
  idIn,
  localeOf,
  page,
  parse,
  seeOther,
  stream,
  viewerOf,
  wantsStream,
} from '../../../platform/http/index.ts'
import { piecesOf, refusalIn } from '../../channels/index.ts'
import { noticesFor } from '../answering/notices.ts'
import { conversationFor } from '../store/find.ts'
import { targetsOf } from '../targets/targets.ts'
import { onePath } from './answers.ts'
import { targetScreen } from './target-screen.ts'

const options = { app: { access: { permission: 'conversations.reply' } } }

const wanted = joi.object<{ identity?: number; template?: string }>({
  identity: joi.number().integer().min(1),
  template: joi.string().max(200),
})

/** Over what a conversation can be answered now, and the notices of one of these ways. */
export function targetRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'GET',
      path: `${onePath}/targets`,
      options,
      handler: (request, h) => showTargets(app, request, h),
    },
    {
      method: 'GET',
      path: `${onePath}/notices`,
      options,
      handler: (request, h) => showNotices(app, request, h),
    },
  ]
}

/** The parts of the composer that tell of it, as Turbo Streams; its data for programs. */
async function showTargets(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const id = idIn(request)
  const conversation = await conversationFor(app.db, viewer, id)
  const targets = await targetsOf(app, conversation)
  if (!wantsStream(request)) return targets
  const { personId } = conversation
  return stream(h, request, 'agent/composer/stream', {
    id,
    personId,
    to: targetScreen(app, viewer, targets),
  })
}

/** The frame of the composer's dialog: the list of notices, or the fields of the one that was chosen. */
async function showNotices(app: App, request: Request, h: ResponseToolkit) {
  const conversation = idIn(request)
  const { identity, template } = parse(wanted, request.query)
  const found = await noticesOrTrouble(app, request, identity)
  if (!request.headers['turbo-frame']) return seeOther(h, `/conversations/${conversation}`)
  if ('trouble' in found) return page(h, request, 'agent/notices', { conversation, ...found })
  return page(h, request, 'agent/notices', {
    conversation,
    identity,
    several: found.notices.length > 1,
    notices: found.notices.map((notice) => ({ ...notice, summary: summaryOf(notice) })),
    chosen: chosenOf(found.notices, template),
  })
}

/** What the provider would not tell is told to the agent in the dialog. */
async function noticesOrTrouble(
  app: App,
  request: Request,
  identity: number | undefined,
): Promise<{ notices: Notice[] } | { trouble: string }> {
  try {
    return { notices: await noticesFor(app, viewerOf(request), idIn(request), identity) }
  } catch (error) {
    return { trouble: refusalIn(app, localeOf(request), error) }
  }
}

/** The named one, or the only one there is, its words cut where values go. */
function chosenOf(notices: Notice[], template: string | undefined) {
  const chosen = notices.length === 1 ? notices[0] : notices.find((notice) => notice.template === template)
  return chosen && { ...chosen, pieces: labelledPiecesOf(chosen) }
}

function labelledPiecesOf(notice: Notice): { text?: string; key?: string; label?: string }[] {
  const labels = new Map(notice.fields.map(({ key, label }) => [key, label]))
  return piecesOf(notice).map((piece) =>
    piece.key === undefined ? piece : { ...piece, label: labels.get(piece.key) ?? piece.key },
  )
}

function summaryOf(notice: Notice): string {
  return labelledPiecesOf(notice)
    .map(({ text, label }) => text ?? `[${label}]`)
    .join('')
}
