import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { orForm, page, parse, peerOf, seeOther } from '../../../platform/http/index.ts'
import { accountOfLink, type LinkPurpose, redeemLink } from '../service/passwords.ts'

const choice = joi.object<{ password: string; name?: string }>({
  password: joi.string().max(1000).required(),
  name: joi.string().trim().max(80),
})

/** Links that let somebody choose a password, once. */
export function linkRoutes(app: App): ServerRoute[] {
  return [
    ...routesFor(app, 'invite', '/invitations/{token}'),
    ...routesFor(app, 'reset', '/password-resets/{token}'),
  ]
}

function routesFor(app: App, purpose: LinkPurpose, path: string): ServerRoute[] {
  const options = { app: { access: 'public' as const }, cache: { otherwise: 'no-store' } }
  return [
    { method: 'GET', path, options, handler: (request, h) => show(app, purpose, request, h) },
    { method: 'POST', path, options, handler: (request, h) => redeem(app, purpose, request, h) },
  ]
}

async function show(app: App, purpose: LinkPurpose, request: Request, h: ResponseToolkit) {
  const { name, email } = await accountOfLink(app, purpose, tokenOf(request))
  return page(h, request, 'auth/password', { purpose, email, values: { name } })
}

async function redeem(app: App, purpose: LinkPurpose, request: Request, h: ResponseToolkit) {
  const token = tokenOf(request)
  const { email } = await accountOfLink(app, purpose, token)
  return orForm(h, request, { template: 'auth/password', context: { purpose, email } }, async () => {
    const input = parse(choice, request.payload)
    await redeemLink(app, purpose, { ...input, token }, peerOf(request).ip)
    return seeOther(h, '/login', 'auth.password.saved')
  })
}

function tokenOf(request: Request) {
  return String(request.params.token)
}
