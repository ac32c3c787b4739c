import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Conflict, Unavailable } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { chooseDevice, type Device } from '../../lines/index.ts'
import { park, unpark } from '../verbs/parking.ts'
import { agentLine } from '../store/agent-lines.ts'
import { phonePage } from './account.ts'
import { browserPhoneOf } from './phone.ts'

const options = { app: { access: { permission: 'calls.take' } } }
const path = '/account/phone'
const choice = joi.object<{ device: Device; auto: boolean }>({
  device: joi.string().valid('browser', 'desk').required(),
  auto: joi.boolean().truthy('on').default(false),
})

/** What the phone in a browser asks for, and the page on which staff set their phone up. */
export function softphoneRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path: '/calls/phone', options, handler: (request, h) => account(app, request, h) },
    { method: 'GET', path, options, handler: (request, h) => show(app, request, h) },
    { method: 'POST', path, options, handler: (request, h) => save(app, request, h) },
    {
      method: 'POST',
      path: `${path}/line`,
      options,
      handler: (request, h) => orWhy(h, 'softphone.line.parked', () => park(app, viewerOf(request))),
    },
    {
      method: 'POST',
      path: `${path}/line/removal`,
      options,
      handler: (request, h) => orWhy(h, 'softphone.line.unparked', () => unpark(app, viewerOf(request))),
    },
  ]
}

/**
 * With what the viewer's browser registers; 204 where no browser of theirs is to be rung. The secret is of this one phone,
 * and worth nothing without the session.
 */
async function account(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const phone = await browserPhoneOf(app, viewer)
  if (!phone) return h.response().code(204)
  if (!phone.signalling) throw new Unavailable('softphone.away')
  const { name, secret, auto, signalling } = phone
  const line = await agentLine(app.db, viewer.agentId)
  const call = line.state === 'talking' && !line.parked ? line.callId : undefined
  const { domain, ice = [] } = signalling
  return h.response({ name, secret, domain, ice, auto, call: call ?? undefined })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, 'admin/account/phone', await phonePage(app, viewerOf(request)))
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  await chooseDevice(app, viewerOf(request), parse(choice, request.payload))
  return seeOther(h, path, 'common.saved')
}

/** Back to the page, which says that it is done, or why it cannot be done now. */
async function orWhy(h: ResponseToolkit, done: string, work: () => Promise<void>) {
  try {
    await work()
    return seeOther(h, path, done)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return seeOther(h, path, error.message, 'warning')
  }
}
