import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { brandOf, orForm, page, parse, peerOf, startSession, viewerOf } from '../../../platform/http/index.ts'
import { enableTwoFactor, offerTwoFactor, repeatOffer } from '../../agents/index.ts'
import { advance, bar } from '../progress.ts'
import { stepPage } from './step-page.ts'

const options = { app: { access: { permission: 'settings.manage' } } }
const path = '/setup/security'

const firstCode = joi.object<{ sealed: string; code: string }>({
  sealed: joi.string().max(500).required(),
  code: joi.string().trim().max(20).required(),
})

/** Two-factor sign-in, offered. */
export function securityRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path, options, handler: (request, h) => show(app, request, h) },
    { method: 'POST', path, options, handler: (request, h) => confirm(app, request, h) },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const { name } = await brandOf(request)
  return stepPage(app, request, h, 'security', async () => {
    return { offer: await offerTwoFactor(app, viewerOf(request), name) }
  })
}

/** The recovery codes are shown as the answer itself, once. */
async function confirm(app: App, request: Request, h: ResponseToolkit) {
  const input = parse(firstCode, request.payload)
  const { name } = await brandOf(request)
  const offer = await repeatOffer(app, viewerOf(request), input.sealed, name)
  const context = { step: 'security', bar: bar('security'), offer }
  return orForm(h, request, { template: 'setup/security', context }, async () => {
    const { codes, token } = await enableTwoFactor(app, viewerOf(request), input, peerOf(request))
    startSession(request, token)
    const next = await advance(app.db, 'security')
    return page(h, request, 'setup/codes', { bar: bar('security'), codes, next })
  })
}
