import type { Lifecycle, ServerRoute } from '@hapi/hapi'
import joi from 'joi'

const params = joi.object({
  id: joi
    .number()
    .integer()
    .min(1)
    .max(2 ** 31 - 1),
})

/** A route for who may manage agents. `{id}` in its path is a number, or the page is not found. */
export function manage(method: 'GET' | 'POST', path: string, handler: Lifecycle.Method): ServerRoute {
  const validate = path.includes('{id}') ? { params } : {}
  return { method, path, options: { app: { access: { permission: 'agents.manage' } }, validate }, handler }
}
