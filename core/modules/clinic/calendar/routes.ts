import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import {
  area,
  fieldsOf,
  localeOf,
  orForm,
  page,
  parse,
  seeOther,
  type Typed,
  viewerOf,
} from '../../../platform/http/index.ts'
import { type Actor, actorOf } from '../../agents/index.ts'
import { clearDay, restoreDay, saveHolidayHours, sayDays } from './editing.ts'
import { importDays, previewDays } from './importing.ts'
import { holidaysPage } from './page.ts'

const path = '/admin/holidays'
const manage = area(path, 'settings.manage')
const template = 'admin/holidays/index'
/** As streams: a calendar file is read as text, whatever its sender calls it. */
const listPayload = { maxBytes: 1024 * 1024, multipart: { output: 'stream' as const } }

const date = joi.string().pattern(/^20\d{2}-\d{2}-\d{2}$/)
const asked = joi.object<{ year?: number; date?: string }>({
  year: joi.number().integer().min(2000).max(2100),
  date,
})
const named = joi.object<{ date: string }>({ date: date.required() })

type Fields = Record<string, unknown>

/** The year's holidays and working days: looked at, changed one by one, or taken over from a list. */
export function holidayRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '', (request, h) => show(app, request, h)),
    post(app, 'hours', 'common.saved', async (actor, fields) => saveHolidayHours(app, actor, fields)),
    post(app, 'days', 'holidays.saved', (actor, fields) => sayDays(app, actor, fields)),
    post(app, 'days/removal', 'holidays.removed', (actor, fields) =>
      onDay(fields, (date) => clearDay(app, actor, date)),
    ),
    post(app, 'days/return', 'holidays.restored', (actor, fields) =>
      onDay(fields, (date) => restoreDay(app, actor, date)),
    ),
    manage('POST', '/list', (request, h) => preview(app, request, h), { payload: listPayload }),
    manage('POST', '/list/confirmation', (request, h) => takeOver(app, request, h)),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const { year, date } = parse(asked, request.query)
  const shown = { date, year: year ?? (date ? yearOf(date) : undefined) }
  return page(h, request, template, await holidaysPage(app, localeOf(request), shown))
}

/** One change of the page: done, or shown again with what was wrong. A date that it answers leads to its year. */
function post(
  app: App,
  section: string,
  flash: string,
  save: (actor: Actor, fields: Fields) => Promise<string | void>,
): ServerRoute {
  return manage('POST', `/${section}`, async (request, h) => {
    const fields = fieldsOf(request.payload)
    const context = async (typed: Typed) => {
      return { section, ...(await holidaysPage(app, localeOf(request), { year: yearIn(fields), typed })) }
    }
    return orForm(h, request, { template, context }, async () => {
      const date = await save(actorOf(viewerOf(request)), fields)
      const year = date ? yearOf(date) : yearIn(fields)
      return seeOther(h, year ? `${path}?year=${year}` : path, flash)
    })
  })
}

async function onDay(fields: Fields, work: (date: string) => Promise<void>): Promise<string> {
  const { date } = parse(named, { date: fields['date'] })
  await work(date)
  return date
}

/** What a list would bring, in a form that holds it: nothing is kept here in between. */
async function preview(app: App, request: Request, h: ResponseToolkit) {
  const { file, text: typed } = fieldsOf(request.payload)
  const loaded = file instanceof Readable ? (await buffer(file)).toString() : ''
  return page(h, request, 'admin/holidays/list', await previewDays(app, loaded || String(typed ?? '')))
}

async function takeOver(app: App, request: Request, h: ResponseToolkit) {
  const text = String(fieldsOf(request.payload)['text'] ?? '')
  const context = () => previewDays(app, text)
  return orForm(h, request, { template: 'admin/holidays/list', context }, async () => {
    const { rows } = await previewDays(app, text)
    await importDays(app, actorOf(viewerOf(request)), text)
    return seeOther(h, `${path}?year=${yearOf(rows[0]?.date ?? '')}`, 'holidays.taken-over')
  })
}

function yearIn(fields: Fields): number | undefined {
  const year = Number(fields['year'])
  return Number.isInteger(year) && year > 0 ? year : undefined
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}
