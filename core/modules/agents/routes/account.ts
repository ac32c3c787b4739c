import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  fieldsOf,
  idIn,
  orForm,
  page,
  parse,
  safePath,
  seeOther,
  uploadOf,
  uploadPayload,
  viewerOf,
  wantsJson,
} from '../../../platform/http/index.ts'
import { editProfile, type Profile, savePreferences } from '../service/own.ts'
import { present } from '../service/presence.ts'
import { revokeSession } from '../service/sessions.ts'
import { type PresenceState, presenceStates } from '../store/presence.ts'
import { accountContext } from './account-context.ts'
import { securityRoutes } from './security.ts'

const template = 'admin/account/index'

const profile = joi.object<Profile & { avatar?: unknown }>({
  name: joi.string().trim().max(80).required(),
  locale: joi.string().valid('zh-CN', 'en').empty('').default(null),
  avatar: joi.any(),
})
const flag = joi.boolean().truthy('on').default(false)
const preferences = joi.object({ sound: flag, desktop: flag, mine: flag })
const presence = joi.object<{ state: PresenceState }>({
  state: joi
    .string()
    .valid(...presenceStates)
    .required(),
})

/** The viewer's own account. */
export function accountRoutes(app: App): ServerRoute[] {
  const options = { app: { access: 'signed-in' as const } }
  return [
    { method: 'GET', path: '/account', options, handler: (request, h) => show(app, request, h) },
    {
      method: 'POST',
      path: '/account',
      options: { ...options, payload: uploadPayload },
      handler: (request, h) => saveProfile(app, request, h),
    },
    {
      method: 'POST',
      path: '/account/preferences',
      options,
      handler: (request, h) => savePrefs(app, request, h),
    },
    {
      method: 'POST',
      path: '/account/sessions/{id}/revocation',
      options,
      handler: (request, h) => revoke(app, request, h),
    },
    {
      method: 'POST',
      path: '/account/presence',
      options,
      handler: (request, h) => choosePresence(app, request, h),
    },
    ...securityRoutes(app),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await accountContext(app, request))
}

async function saveProfile(app: App, request: Request, h: ResponseToolkit) {
  const context = await accountContext(app, request)
  return orForm(h, request, { template, context }, async () => {
    const { name, locale } = parse(profile, fieldsOf(request.payload))
    await editProfile(app, viewerOf(request), { name, locale }, uploadOf(request.payload, 'avatar'))
    return seeOther(h, '/account', 'common.saved')
  })
}

async function savePrefs(app: App, request: Request, h: ResponseToolkit) {
  await savePreferences(app, viewerOf(request), parse(preferences, request.payload))
  return seeOther(h, '/account', 'common.saved')
}

async function choosePresence(app: App, request: Request, h: ResponseToolkit) {
  const { state } = parse(presence, request.payload)
  await present(app.db, viewerOf(request).agentId, state, app.clock())
  return wantsJson(request) ? h.response().code(204) : seeOther(h, pathBefore(request))
}

/** The page on which the form was, as the browser tells of our own pages. */
function pathBefore({ info }: Request): string {
  const before = URL.canParse(info.referrer) ? new URL(info.referrer) : undefined
  return safePath(before && before.pathname + before.search, '/')
}

async function revoke(app: App, request: Request, h: ResponseToolkit) {
  await revokeSession(app, viewerOf(request), idIn(request))
  return seeOther(h, '/account', 'admin.sessions.revoked')
}
