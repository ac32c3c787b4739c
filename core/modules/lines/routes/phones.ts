import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import joi from 'joi'
import type { App } from '../../../module.ts'
import { fieldsOf, idIn, orForm, page, parse, seeOther, type Typed } from '../../../platform/http/index.ts'
import { listAgents, listTeams } from '../../agents/index.ts'
import type { Device, Extension } from '../extension.ts'
import { deskLine } from '../pages/desk-line.ts'
import { phonesPage, phoneViews } from '../pages/phones.ts'
import { listExchanges } from '../service/exchanges.ts'
import {
  addExtensions,
  editExtension,
  livingExtension,
  removeExtension,
  restoreExtension,
  revealSecret,
} from '../service/extensions.ts'
import { Invalid } from '../../../errors.ts'
import { actorIn, base, manage } from './manage.ts'

const listPath = `${base}/phones`
const number = joi
  .string()
  .trim()
  .pattern(/^[1-9]\d{2,5}$/)
  .required()
const device = joi.valid('browser', 'desk').required()

/** `who`: an agent (`agent:3`), or all members of a team (`team:1`). */
const wanted = joi.object<{ channelId: number; who: string; first: string; device: Device }>({
  channelId: joi.number().integer().required(),
  who: joi
    .string()
    .pattern(/^(agent|team):\d{1,9}$/)
    .required(),
  first: number,
  device,
})

const change = joi.object<Pick<Extension, 'number' | 'device' | 'auto'>>({
  number,
  device,
  auto: joi.boolean().default(false),
})

/** Staff's phones. */
export function phoneRoutes(app: App): ServerRoute[] {
  return [
    manage('GET', '/phones', (request, h) => list(app, request, h)),
    manage('POST', '/phones', (request, h) => add(app, request, h)),
    manage('GET', '/phones/{id}', (request, h) => show(app, request, h)),
    manage('POST', '/phones/{id}', (request, h) => save(app, request, h)),
    manage('POST', '/phones/{id}/secret', (request, h) => reveal(app, request, h)),
    manage('POST', '/phones/{id}/removal', (request, h) => remove(app, request, h)),
    manage('POST', '/phones/{id}/restoration', (request, h) => restore(app, request, h)),
  ]
}

async function list(app: App, request: Request, h: ResponseToolkit) {
  const removed = Number(request.query['removed']) || undefined
  return page(h, request, 'admin/lines/phones', await phonesPage(app, { removed }))
}

async function add(app: App, request: Request, h: ResponseToolkit) {
  const context = (typed: Typed) => phonesPage(app, { typed })
  return orForm(h, request, { template: 'admin/lines/phones', context }, async () => {
    const { who, ...rest } = parse(wanted, fieldsOf(request.payload))
    const exchanges = await listExchanges(app)
    if (!exchanges.some(({ id }) => id === rest.channelId)) throw fault('channelId')
    const count = await addExtensions(app, actorIn(request), { ...rest, agentIds: await agentsIn(app, who) })
    return seeOther(h, listPath, count > 0 ? 'lines.phones.added' : 'lines.phones.none-new')
  })
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const extension = await livingExtension(app.db, idIn(request))
  return page(h, request, 'admin/lines/phone', await phonePage(app, extension))
}

async function save(app: App, request: Request, h: ResponseToolkit) {
  const extension = await livingExtension(app.db, idIn(request))
  const context = (typed: Typed) => phonePage(app, extension, typed)
  return orForm(h, request, { template: 'admin/lines/phone', context }, async () => {
    await editExtension(app, actorIn(request), extension.id, parse(change, fieldsOf(request.payload)))
    return seeOther(h, listPath, 'common.saved')
  })
}

/** Shows the password in the frame that asked, and nowhere again. */
async function reveal(app: App, request: Request, h: ResponseToolkit) {
  const extension = await livingExtension(app.db, idIn(request))
  const renew = fieldsOf(request.payload)['renew'] === 'yes'
  const secret = await revealSecret(app, actorIn(request), extension.id, { renew })
  const context = { ...(await phonePage(app, extension)), secret, renewed: renew }
  return page(h, request, 'admin/lines/phone', context)
}

async function remove(app: App, request: Request, h: ResponseToolkit) {
  const id = idIn(request)
  await removeExtension(app, actorIn(request), id)
  return seeOther(h, `${listPath}?removed=${id}`)
}

async function restore(app: App, request: Request, h: ResponseToolkit) {
  await restoreExtension(app, actorIn(request), idIn(request))
  return seeOther(h, listPath, 'lines.restored')
}

async function phonePage(app: App, extension: Extension, typed?: Typed) {
  const values = typed?.values ?? { ...extension }
  const [phone] = await phoneViews(app, [extension])
  return {
    phone,
    line: deskLine(app, extension.channelId),
    values,
    faults: typed?.faults ?? {},
  }
}

async function agentsIn(app: App, who: string): Promise<number[]> {
  const [kind, text] = who.split(':')
  const id = Number(text)
  const active = (await listAgents(app)).filter(({ state }) => state !== 'disabled').map((agent) => agent.id)
  const team = kind === 'team' ? (await listTeams(app.db)).find((each) => each.id === id) : undefined
  const chosen = active.filter((agent) => (kind === 'team' ? team?.memberIds.includes(agent) : agent === id))
  if (chosen.length === 0) throw fault('who')
  return chosen
}

function fault(field: string) {
  return new Invalid([{ field, message: 'errors.fault.choice' }])
}
