import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  guestOrViewer,
  localeOf,
  orForm,
  page,
  parse,
  peerOf,
  seeOther,
  startSession,
} from '../../../platform/http/index.ts'
import { can } from '../../agents/index.ts'
import { claim, isClaimed, opensSetup } from '../claim.ts'
import { bar, progressOf } from '../progress.ts'

const account = joi.object<{ name: string; email: string; password: string }>({
  name: joi.string().trim().max(80).required(),
  email: joi.string().trim().max(200).email({ tlds: false }).required(),
  password: joi.string().max(1000).required(),
})

/** What a stranger sees: where to find the link, and, with the link, the language and the owner's account. */
export function claimRoutes(app: App): ServerRoute[] {
  const options = { app: { access: 'public' as const }, cache: { otherwise: 'no-store' } }
  return [
    { method: 'GET', path: '/setup', options, handler: (request, h) => goOn(app, request, h) },
    {
      method: 'GET',
      path: '/setup/{token}',
      options,
      handler: (request, h) => withToken(app, request, h, () => showLanguage(request, h)),
    },
    {
      method: 'GET',
      path: '/setup/{token}/account',
      options,
      handler: (request, h) => withToken(app, request, h, () => showAccount(request, h)),
    },
    {
      method: 'POST',
      path: '/setup/{token}/account',
      options,
      handler: (request, h) => withToken(app, request, h, () => makeAccount(app, request, h)),
    },
  ]
}

/** The step where the wizard stands, for who may go on with it. */
async function goOn(app: App, request: Request, h: ResponseToolkit) {
  if (!(await isClaimed(app))) return page(h, request, 'setup/hint')
  const viewer = guestOrViewer(request)
  const progress = await progressOf(app.db)
  if (!viewer || !progress || !can(viewer, 'settings.manage')) return seeOther(h, '/desk')
  return seeOther(h, `/setup/${progress.step}`)
}

/** Without a link that counts there is nothing but the place where to find one. */
async function withToken<T>(app: App, request: Request, h: ResponseToolkit, work: () => Promise<T>) {
  if (await opensSetup(app, tokenIn(request))) return work()
  if (await isClaimed(app)) return seeOther(h, '/')
  return (await page(h, request, 'setup/hint', { ended: true })).code(404)
}

async function showLanguage(request: Request, h: ResponseToolkit) {
  return page(h, request, 'setup/language', { bar: bar('language'), next: `${request.path}/account` })
}

async function showAccount(request: Request, h: ResponseToolkit) {
  return page(h, request, 'setup/account', accountContext(request))
}

async function makeAccount(app: App, request: Request, h: ResponseToolkit) {
  return orForm(h, request, { template: 'setup/account', context: accountContext(request) }, async () => {
    const owner = { ...parse(account, request.payload), locale: localeOf(request) }
    startSession(request, await claim(app, tokenIn(request), owner, peerOf(request)))
    return seeOther(h, '/setup')
  })
}

function accountContext(request: Request) {
  return { bar: bar('account'), back: `/setup/${tokenIn(request)}` }
}

function tokenIn(request: Request): string {
  return String(request.params['token'])
}
