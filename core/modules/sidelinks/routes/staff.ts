import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { toString as drawCode } from 'qrcode'
import { Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { idIn, originOf, page, parse, seeOther, viewerOf, wantsJson } from '../../../platform/http/index.ts'
import { conversationFor } from '../../conversations/index.ts'
import { confirmCode, requestCode } from '../../texting/index.ts'
import { isAlive, isWant, type Want } from '../link.ts'
import { addressOf, linkFor, makeLink, resendLink, revokeLink } from '../making.ts'
import { sheetPage, statePage } from '../pages/sheet.ts'

type Work = (request: Request, conversation: number) => Promise<unknown>

const options = { app: { access: { permission: 'conversations.reply' } } }
const listPath = '/conversations/{id}/side-links'
const onePath = `${listPath}/{link}`
const template = 'agent/sidelinks/index'

const number = joi.number().integer().min(1).required()
const wanted = joi
  .object<{ wants: string[]; way: string }>({
    wants: joi.array().items(joi.string().max(20)).single().default([]),
    way: joi.string().max(60).required(),
  })
  .unknown(true)
const identity = joi.object<{ identityId: number }>({ identityId: number }).unknown(true)
const told = joi.object<{ code: string }>({ code: joi.string().max(20).required() }).unknown(true)

/** The sheet from which an agent asks a customer for what their channel cannot carry. */
export function staffRoutes(app: App): ServerRoute[] {
  return [
    {
      method: 'GET',
      path: '/side-links',
      options,
      handler: (request, h) =>
        request.headers['turbo-frame'] ? page(h, request, 'agent/sidelinks/none') : seeOther(h, '/desk'),
    },
    { method: 'GET', path: listPath, options, handler: (request, h) => show(app, request, h) },
    { method: 'GET', path: `${listPath}/state`, options, handler: (request, h) => state(app, request, h) },
    { method: 'GET', path: `${onePath}/code`, options, handler: (request, h) => picture(app, request, h) },
    sheetDeed(app, listPath, (request, id) => makeLink(app, viewerOf(request), id, askedIn(app, request))),
    sheetDeed(app, `${onePath}/sending`, (request, conversationId) => {
      const about = { conversationId, id: idIn(request, 'link'), origin: originIn(app, request) }
      return resendLink(app, viewerOf(request), about)
    }),
    sheetDeed(app, `${onePath}/removal`, (request, conversationId) =>
      revokeLink(app, viewerOf(request), { conversationId, id: idIn(request, 'link') }),
    ),
    sheetDeed(app, '/conversations/{id}/number-codes', (request, conversationId) => {
      const { identityId } = parse(identity, request.payload)
      return requestCode(app, viewerOf(request), { conversationId, identityId })
    }),
    sheetDeed(app, '/conversations/{id}/number-codes/confirmation', (request, conversationId) => {
      const { code } = parse(told, request.payload)
      return confirmCode(app, viewerOf(request), { conversationId, code })
    }),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const context = await sheetPage(app, viewerOf(request), await conversationIn(app, request))
  return page(h, request, template, { ...context, host: hostIn(app, request) })
}

async function state(app: App, request: Request, h: ResponseToolkit) {
  const conversation = await conversationIn(app, request)
  if (!request.headers['turbo-frame']) return seeOther(h, `/conversations/${conversation.id}/side-links`)
  const context = await statePage(app, viewerOf(request), conversation)
  return page(h, request, 'agent/sidelinks/state', { ...context, host: hostIn(app, request) })
}

/** The link as a code to scan, while it can be used. */
async function picture(app: App, request: Request, h: ResponseToolkit) {
  const { link } = await linkFor(app, viewerOf(request), idIn(request), idIn(request, 'link'))
  if (!isAlive(link, app.clock().toISOString())) throw new NotFound(`link ${link.id}`)
  const svg = await drawCode(addressOf(app, link, originIn(app, request)), {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: 'M',
  })
  return h.response(svg).type('image/svg+xml').header('cache-control', 'no-store')
}

/** Does something that is asked for in the sheet of a conversation, and shows the sheet as it is then; what was wrong (Invalid) stands in it. */
export function sheetDeed(app: App, path: string, work: Work): ServerRoute {
  return {
    method: 'POST',
    path,
    options,
    async handler(request, h) {
      const id = idIn(request)
      try {
        await work(request, id)
      } catch (error) {
        if (!(error instanceof Invalid) || wantsJson(request)) throw error
        return again(app, request, h, error)
      }
      return wantsJson(request) ? h.response().code(204) : seeOther(h, `/conversations/${id}/side-links`)
    },
  }
}

async function again(app: App, request: Request, h: ResponseToolkit, error: Invalid) {
  const conversation = await conversationIn(app, request)
  const faults = Object.fromEntries(error.faults.map(({ field, message }) => [field || 'form', message]))
  const { wants, way } = { wants: [], ...(request.payload as { wants?: string | string[]; way?: string }) }
  const chosen = way === undefined ? undefined : { wants: [wants].flat(), way }
  const context = await sheetPage(app, viewerOf(request), conversation, { chosen, faults })
  return (await page(h, request, template, { ...context, host: hostIn(app, request) })).code(422)
}

function askedIn(app: App, request: Request) {
  const { wants, way } = parse(wanted, request.payload)
  const known: Want[] = wants.filter(isWant)
  return { wants: known, way, origin: originIn(app, request) }
}

function conversationIn(app: App, request: Request) {
  return conversationFor(app.db, viewerOf(request), idIn(request))
}

function originIn(app: App, request: Request): string {
  return originOf(app.config, request.raw.req)
}

/** What a customer types who is told the digits. */
function hostIn(app: App, request: Request): string {
  return new URL(originIn(app, request)).host
}
