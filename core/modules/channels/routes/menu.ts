import type { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import { Invalid } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import type { MenuLimits } from '../../../plugin/index.ts'
import { localeOf, page, seeOther, viewerOf } from '../../../platform/http/index.ts'
import { actorOf } from '../../agents/index.ts'
import type { Channel } from '../channel.ts'
import { refusalIn } from '../asking.ts'
import { deedOf, done } from '../menu/deeds.ts'
import { type DraftItem, readDraft } from '../menu/draft.ts'
import { menuAccess, readMenu, saveMenu } from '../menu/service.ts'
import { menuAwayPage, menuPage, type MenuState } from '../pages/menu.ts'
import { channelIn, onePath, options } from './request.ts'

const path = `${onePath}/menu`
const template = 'admin/channels/menu'

/** The editor of the menu under the customers' chat. Each of its buttons posts the whole menu as it stands. */
export function menuRoutes(app: App): ServerRoute[] {
  return [
    { method: 'GET', path, options, handler: (request, h) => show(app, request, h) },
    { method: 'POST', path, options, handler: (request, h) => change(app, request, h) },
  ]
}

async function show(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  const { limits } = menuAccess(app, channel)
  try {
    const draft = await readMenu(app, channel)
    return await page(h, request, template, menuPage(app, channel, localeOf(request), { draft, limits }))
  } catch (error) {
    const refusal = refusalOf(app, request, error)
    return page(h, request, template, menuAwayPage(app, channel, localeOf(request), refusal))
  }
}

async function change(app: App, request: Request, h: ResponseToolkit) {
  const channel = await channelIn(app, request)
  const { limits } = menuAccess(app, channel)
  const payload = { do: '', before: '', ...(request.payload as object) }
  const draft = readDraft(payload)
  if (payload.do === 'save') return save(app, request, h, channel, { draft, limits })
  const state = payload.do === 'undo' ? undone(payload.before, draft) : edited(draft, payload.do, limits)
  return page(h, request, template, menuPage(app, channel, localeOf(request), { ...state, limits }))
}

async function save(
  app: App,
  request: Request,
  h: ResponseToolkit,
  channel: Channel,
  state: { draft: DraftItem[]; limits: MenuLimits },
) {
  try {
    await saveMenu(app, actorOf(viewerOf(request)), channel, state.draft)
    return seeOther(h, `/admin/channels/${channel.id}/menu`, 'menu.saved')
  } catch (error) {
    const refusal = refusalOf(app, request, error)
    const again = menuPage(app, channel, localeOf(request), { ...state, checked: true, refusal })
    return (await page(h, request, template, again)).code(422)
  }
}

function edited(draft: DraftItem[], button: string, limits: MenuLimits): Omit<MenuState, 'limits'> {
  const { removed, ...state } = done(draft, deedOf(button), limits)
  return { ...state, ...(removed !== undefined && { removed: { name: removed, before: draft } }) }
}

/** The menu as it was before the entry was removed. */
function undone(before: string, draft: DraftItem[]): Omit<MenuState, 'limits'> {
  try {
    return { draft: readDraft(JSON.parse(before)) }
  } catch {
    return { draft }
  }
}

/** The reason to show; a fault of one field is shown beside that field. Whatever else was thrown goes on. */
function refusalOf(app: App, request: Request, error: unknown): string {
  const isOfField = error instanceof Invalid && error.faults[0]?.field
  return isOfField ? '' : refusalIn(app, localeOf(request), error)
}
