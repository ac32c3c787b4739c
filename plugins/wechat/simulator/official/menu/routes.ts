import { type Answer, ok } from '../../api/answer.ts'
import { refuse } from '../../api/refusal.ts'
import type { Routes } from '../../api/server.ts'
import type { Official } from '../world.ts'
import { readButtons } from './validation.ts'

/** The menu under the chat. The simulated phone shows a new one at once. */
export const menuRoutes: Routes<Official> = {
  'POST /cgi-bin/menu/create': (world, call) => {
    const buttons = readButtons(call.json())
    return replace(world, { id: Number(world.nextId() % 1_000_000_000n), buttons })
  },
  'GET /cgi-bin/menu/get': ({ menu }) => {
    if (!menu) throw refuse(46003)
    return { menu: { button: menu.buttons, menuid: menu.id } }
  },
  'GET /cgi-bin/menu/delete': (world) => replace(world, undefined),
  'GET /cgi-bin/get_current_selfmenu_info': ({ menu }) => ({
    is_menu_open: menu ? 1 : 0,
    ...(menu && { selfmenu_info: { button: menu.buttons } }),
  }),
}

function replace(world: Official, menu: Official['menu']): Answer {
  world.menu = menu
  world.stage.changed()
  return ok
}
