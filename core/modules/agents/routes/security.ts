import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  brandOf,
  orForm,
  page,
  parse,
  peerOf,
  seeOther,
  startSession,
  viewerOf,
} from '../../../platform/http/index.ts'
import { changePassword } from '../service/passwords.ts'
import {
  disableTwoFactor,
  enableTwoFactor,
  offerTwoFactor,
  renewRecoveryCodes,
  repeatOffer,
} from '../service/two-factor.ts'
import { accountContext } from './account-context.ts'

const secret = joi.string().max(1000).required()
const newPassword = joi.object<{ current: string; password: string }>({ current: secret, password: secret })
const proof = joi.object<{ current: string }>({ current: secret })
const firstCode = joi.object<{ sealed: string; code: string }>({
  sealed: joi.string().max(500).required(),
  code: joi.string().trim().max(20).required(),
})

/** Password and second factor of the viewer's own account. Each change ends their other sessions. */
export function securityRoutes(app: App): ServerRoute[] {
  const post = (
    path: string,
    handler: (app: App, request: Request, h: ResponseToolkit) => Promise<ResponseObject>,
  ) => ({
    method: 'POST' as const,
    path: `/account/${path}`,
    options: { app: { access: 'signed-in' as const } },
    handler: (request: Request, h: ResponseToolkit) => handler(app, request, h),
  })
  return [
    {
      method: 'GET',
      path: '/account/two-factor',
      options: { app: { access: 'signed-in' } },
      handler: (request, h) => offer(app, request, h),
    },
    post('password', savePassword),
    post('two-factor/confirmation', confirm),
    post('two-factor/removal', remove),
    post('recovery-codes', renewCodes),
  ]
}

async function savePassword(app: App, request: Request, h: ResponseToolkit) {
  return onAccountPage(app, request, h, async () => {
    const input = parse(newPassword, request.payload)
    startSession(request, await changePassword(app, viewerOf(request), input, peerOf(request)))
    return seeOther(h, '/account', 'auth.password.saved')
  })
}

async function offer(app: App, request: Request, h: ResponseToolkit) {
  const { name } = await brandOf(request)
  const context = { offer: await offerTwoFactor(app, viewerOf(request), name) }
  return page(h, request, 'admin/account/two-factor', context)
}

async function confirm(app: App, request: Request, h: ResponseToolkit) {
  const input = parse(firstCode, request.payload)
  const { name } = await brandOf(request)
  const context = { offer: await repeatOffer(app, viewerOf(request), input.sealed, name) }
  return orForm(h, request, { template: 'admin/account/two-factor', context }, async () => {
    const { codes, token } = await enableTwoFactor(app, viewerOf(request), input, peerOf(request))
    return showCodes(request, h, codes, token)
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  return onAccountPage(app, request, h, async () => {
    const { current } = parse(proof, request.payload)
    startSession(request, await disableTwoFactor(app, viewerOf(request), current, peerOf(request)))
    return seeOther(h, '/account', 'admin.account.two-factor.off')
  })
}

async function renewCodes(app: App, request: Request, h: ResponseToolkit) {
  return onAccountPage(app, request, h, async () => {
    const { current } = parse(proof, request.payload)
    const { codes, token } = await renewRecoveryCodes(app, viewerOf(request), current, peerOf(request))
    return showCodes(request, h, codes, token)
  })
}

/** The codes are shown as the answer itself, once. */
async function showCodes(request: Request, h: ResponseToolkit, codes: string[], token: string) {
  startSession(request, token)
  return page(h, request, 'admin/account/recovery-codes', { codes })
}

async function onAccountPage(
  app: App,
  request: Request,
  h: ResponseToolkit,
  work: () => Promise<ResponseObject>,
) {
  const context = await accountContext(app, request)
  return orForm(h, request, { template: 'admin/account/index', context }, work)
}
