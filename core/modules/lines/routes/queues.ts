import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import { Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { fieldsOf, idIn, page, parse, seeOther, wantsJson } from '../../../platform/http/index.ts'
import { listTeams } from '../../agents/index.ts'
import { readSound, readStep } from '../editor/draft.ts'
import { readSingleStep, soundSchema } from '../editor/reading.ts'
import type { QueueSettings } from '../flow.ts'
import { queuePage, queuesPage } from '../pages/queues.ts'
import { knownTo } from '../service/flows.ts'
import { saveQueue } from '../service/queues.ts'
import { queueSettings } from '../store/queues.ts'
import { actorIn, base, manage } from './manage.ts'

const seconds = (min: number, max: number) => joi.number().integer().min(min).max(max).required()
const numbers = {
  ringSeconds: seconds(5, 120),
  wrapSeconds: seconds(0, 600),
  announceSeconds: seconds(0, 600),
  mostWaiting: seconds(0, 500),
  mostSeconds: seconds(0, 3600),
  callbackAfter: seconds(0, 3600),
  missesToAway: seconds(0, 20),
}
type Posted = Record<keyof typeof numbers, number> & { music: string }

/** How the calls of each team wait and ring. */
export function queueRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/queues', async (request, h) =>
      page(h, request, 'admin/lines/queues', await queuesPage(app)),
    ),
    manage('GET', '/queues/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/queues/{id}', (request, h) => save(app, request, h)),
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const team = await teamIn(app, request)
  return page(
    h,
    request,
    'admin/lines/queue',
    await queuePage(app, team, await queueSettings(app.db, team.id)),
  )
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const team = await teamIn(app, request)
  const values = fieldsOf(request.payload)
  const overflow = readStep((name) => String(values[name] ?? '').trim(), 'overflow')
  try {
    await saveQueue(app, actorIn(request), team.id, await settingsOf(app, team.id, values, overflow))
    return seeOther(h, `${base}/queues`, 'common.saved')
  } catch (error) {
    if (!(error instanceof Invalid) || wantsJson(request)) throw error
    const faults = Object.fromEntries(error.faults.map(({ field, message }) => [field, message]))
    const context = await queuePage(app, team, await queueSettings(app.db, team.id), {
      overflow,
      values,
      faults,
    })
    return (await page(h, request, 'admin/lines/queue', context)).code(422)
  }
}

async function settingsOf(
  app: App,
  teamId: number,
  values: Record<string, unknown>,
  overflow: ReturnType<typeof readStep>,
): Promise<QueueSettings> {
  const known = await knownTo(app.db)
  const posted = [...Object.keys(numbers), 'music'].map((name) => [name, values[name] ?? ''])
  const schema = joi.object<Posted>({ ...numbers, music: soundSchema(known).allow('') })
  const { music, ...counts } = parse(schema, Object.fromEntries(posted))
  const ref = readSound(music)
  const others = {
    ...known,
    teamIds: overflow.to === 'queue' ? known.teamIds.filter((id) => id !== teamId) : known.teamIds,
  }
  return { ...counts, ...(ref && { music: ref }), overflow: readSingleStep(overflow, 'overflow', others) }
}

async function teamIn(app: App, request: Request) {
  const id = idIn(request)
  const team = (await listTeams(app.db)).find((each) => each.id === id)
  if (!team) throw new NotFound(`team ${id}`)
  return team
}
