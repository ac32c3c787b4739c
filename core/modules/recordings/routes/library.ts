import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Forbidden } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { orForm, page, parse, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { actorOf, agentNames, can, listAgents } from '../../agents/index.ts'
import { eraseRecording } from '../erasing.ts'
import { type Asked, libraryPage } from '../pages/library.ts'
import { saveRules } from '../rules.ts'
import { listensOf } from '../store/listens.ts'
import { recordingIn } from './sound.ts'

const day = joi
  .string()
  .pattern(/^\d{4}-\d{2}-\d{2}$/)
  .empty('')
const asked = joi.object<Asked>({
  agent: joi.number().integer().empty(''),
  kind: joi.valid('call', 'voicemail').empty(''),
  from: day,
  to: day,
  longer: joi.number().integer().min(0).max(86_400).empty(''),
  before: joi.number().integer(),
})
const erased = joi.object<{ reason: string }>({ reason: joi.string().trim().min(2).max(200).required() })
const ruled = joi.object<{ days: number }>({ days: joi.number().integer().required() })

/** The library of recordings: to find, to hear, to see who heard, to erase with a reason. */
export function libraryRoutes(app: App): ServerRoute[] {
  const listening = { app: { access: { permission: 'recordings.listen' } } }
  const managing = { app: { access: { permission: 'lines.manage' } } }
  return [
    {
      method: 'GET',
      path: '/recordings',
      options: listening,
      handler: (request, h) => list(app, request, h),
    },
    {
      method: 'POST',
      path: '/recordings/rules',
      options: managing,
      handler: (request, h) => rule(app, request, h),
    },
    {
      method: 'GET',
      path: '/recordings/{uid}',
      options: listening,
      handler: (request, h) => one(app, request, h),
    },
    {
      method: 'POST',
      path: '/recordings/{uid}/removal',
      options: listening,
      handler: (request, h) => erase(app, request, h),
    },
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  return page(
    h,
    request,
    'admin/recordings/index',
    await contextOf(app, request, parse(asked, request.query)),
  )
}

async function contextOf(app: App, request: Request, query: Asked) {
  return { ...(await libraryPage(app, viewerOf(request), query)), agents: await listAgents(app) }
}

/** Who listened to one, and how it can be erased. */
async function one(app: App, request: Request, h: ResponseToolkit, more: object = {}) {
  const recording = await recordingIn(app, request)
  const listens = await listensOf(app.db, recording.id)
  const names = await agentNames(app.db, [...new Set(listens.map(({ agentId }) => agentId))])
  return page(h, request, 'admin/recordings/one', {
    recording,
    listens: listens.map((listen) => ({ ...listen, agent: names.get(listen.agentId)?.name })),
    mayErase: can(viewerOf(request), 'lines.manage'),
    ...more,
  })
}

async function erase(app: App, request: Request, h: ResponseToolkit) {
  const recording = await recordingIn(app, request)
  if (!can(viewerOf(request), 'lines.manage')) throw new Forbidden('lines.manage')
  const form = { template: 'admin/recordings/one', context: { recording, mayErase: true } }
  return orForm(h, request, form, async () => {
    const { reason } = parse(erased, request.payload)
    await eraseRecording(app, actorOf(viewerOf(request)), recording, reason)
    return seeOther(h, '/recordings', 'recordings.erased')
  })
}

async function rule(app: App, request: Request, h: ResponseToolkit) {
  const context = () => contextOf(app, request, {})
  return orForm(h, request, { template: 'admin/recordings/index', context }, async () => {
    await saveRules(app, actorOf(viewerOf(request)), parse(ruled, request.payload))
    return seeOther(h, '/recordings', 'recordings.ruled')
  })
}
