import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import {
  area,
  idIn,
  localeOf,
  orForm,
  page,
  parse,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import { settingsPage } from '../pages/settings.ts'
import { addLevel, removeLevel, saveTimerSettings } from '../settings.ts'

const path = '/admin/timers'
const template = 'admin/timers/index'
const manage = area(path, 'reception.manage')

const seconds = joi.number().integer().min(0).max(86_400).required()
const minutes = joi.number().integer().min(0).max(43_200).required()
const whole = { first: seconds, next: seconds, resolution: minutes }
const id = joi.number().integer().empty('').default(null)

type Whole = { first: number; next: number; resolution: number }
type Settings = Whole & { on: boolean; live: number; warnAt: number; escalateAfter: number }
type Level = Whole & { teamId: number | null; channelId: number | null }

const settings = joi.object<Settings>({
  ...whole,
  live: seconds,
  on: joi.boolean().truthy('on').default(false),
  warnAt: joi.number().integer().min(10).max(100).required(),
  escalateAfter: joi.number().integer().min(0).max(1440).required(),
})
const level = joi.object<Level>({ ...whole, teamId: id, channelId: id })

/** How long customers may wait: the admin's page. */
export function settingsRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '', (request, h) => show(app, request, h)),
    manage('POST', '', (request, h) => save(app, request, h)),
    manage('POST', '/levels', (request, h) => add(app, request, h)),
    manage('POST', '/levels/{id}/removal', (request, h) => remove(app, request, h)),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  return page(h, request, template, await settingsPage(app, localeOf(request)))
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  return orPage(app, request, h, async () => {
    const { on, warnAt, escalateAfter, ...limits } = parse(settings, request.payload)
    const said = { on, warnAt, escalateAfter, limits: { ...limits, resolution: limits.resolution * 60 } }
    await saveTimerSettings(app, actorOf(viewerOf(request)), said)
    return seeOther(h, path, 'timers.saved')
  })
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  return orPage(app, request, h, async () => {
    const { teamId, channelId, ...limits } = parse(level, request.payload)
    if (teamId === null && channelId === null)
      throw new Invalid([{ field: 'teamId', message: 'timers.levels.needs' }])
    const said = { teamId, channelId, limits: { ...limits, resolution: limits.resolution * 60 } }
    await addLevel(app, actorOf(viewerOf(request)), said)
    return seeOther(h, path, 'timers.added')
  })
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  await removeLevel(app, actorOf(viewerOf(request)), idIn(request))
  return seeOther(h, path, 'timers.removed')
}

function orPage(app: App, request: Request, h: ResponseToolkit, work: Parameters<typeof orForm>[3]) {
  const context = (typed: Typed) => settingsPage(app, localeOf(request), typed)
  return orForm(h, request, { template, context }, work)
}
