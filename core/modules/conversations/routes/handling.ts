import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App, Viewer } from '../../../module.ts'
import { idIn, parse, viewerOf } from '../../../platform/http/index.ts'
import { assign, close, type HandOver, reopen, snooze, unsnooze } from '../handling/handling.ts'
import { done, onePath } from './answers.ts'

const options = { app: { access: { permission: 'conversations.reply' } } }

type Assignment = { to: string; note?: string; version?: number }

const assignment = joi.object<Assignment>({
  to: joi
    .string()
    .pattern(/^(agent|team):\d{1,12}$|^nobody$/)
    .required(),
  note: joi.string().max(2000).allow(''),
  version: joi.number().integer().min(1),
})
const later = joi.object<{ until: string }>({ until: joi.string().isoDate().required() })

/** Who has it, until when it rests, and whether it is over. */
export function handlingRoutes(app: App): ServerRoute[] {
  const reopening = deed(app, reopen, () => ({ text: 'desk.done.reopened' }))
  return [
    {
      method: 'POST',
      path: `${onePath}/assignment`,
      options,
      handler: (request, h) => handOver(app, request, h),
    },
    {
      method: 'POST',
      path: `${onePath}/closure`,
      options,
      handler: deed(app, close, (id) => ({
        text: 'desk.done.closed',
        undo: `/conversations/${id}/closure/removal`,
        next: '/desk',
      })),
    },
    { method: 'DELETE', path: `${onePath}/closure`, options, handler: reopening },
    { method: 'POST', path: `${onePath}/closure/removal`, options, handler: reopening },
    { method: 'POST', path: `${onePath}/snooze`, options, handler: (request, h) => rest(app, request, h) },
    {
      method: 'POST',
      path: `${onePath}/snooze/removal`,
      options,
      handler: deed(app, unsnooze, () => ({ text: 'desk.done.reopened' })),
    },
  ]
}

function deed(
  app: App,
  work: (app: App, viewer: Viewer, id: number) => Promise<void>,
  answer: (id: number) => { text: string; undo?: string; next?: string },
) {
  return async (request: Request, h: ResponseToolkit) => {
    await work(app, viewerOf(request), idIn(request))
    return done(h, request, answer(idIn(request)))
  }
}

async function handOver(app: App, request: Request, h: ResponseToolkit) {
  const viewer = viewerOf(request)
  const { to, note, version } = parse(assignment, request.payload)
  const holder = holderIn(to)
  await assign(app, viewer, idIn(request), { ...holder, note, version })
  const isMine = holder.agentId === viewer.agentId
  return done(
    h,
    request,
    isMine ? { text: 'desk.done.taken' } : { text: 'desk.done.assigned', next: '/desk' },
  )
}

async function rest(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await snooze(app, viewerOf(request), id, parse(later, request.payload).until)
  const undo = `/conversations/${id}/snooze/removal`
  return done(h, request, { text: 'desk.done.snoozed', undo, next: '/desk' })
}

/** To a team means to whoever of the team takes it. */
function holderIn(to: string): HandOver {
  const [kind, id] = to.split(':')
  if (kind === 'agent') return { agentId: Number(id) }
  if (kind === 'team') return { agentId: null, teamId: Number(id) }
  return { agentId: null, teamId: null }
}
