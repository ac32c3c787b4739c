import type { Lifecycle, RouteOptions, ServerRoute } from '@hapi/hapi'

/** Makes one route of an area of pages. */
export type AreaRoute = (
  method: 'GET' | 'POST',
  path: string,
  handler: Lifecycle.Method,
  options?: RouteOptions,
) => ServerRoute

/** Routes below `base` for who has this permission. */
export function area(base: string, permission: string): AreaRoute {
  return (method, path, handler, options = {}) => ({
    method,
    path: base + path,
    options: { ...options, app: { access: { permission } } },
    handler,
  })
}
