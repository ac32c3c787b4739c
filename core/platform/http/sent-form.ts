import type { Request } from '@hapi/hapi'

/**
 * The page on which a form stands whose own address is looked up: that is what a browser shows, and reloads, once a
 * form was refused. Undefined where no form is sent there, or no page stands above it.
 */
export function pageOfForm({ method, path, server }: Request): string | undefined {
  const isForm = method === 'get' && !server.match('get', path) && server.match('post', path)
  return isForm ? above(path).find((parent) => server.match('get', parent)) : undefined
}

/** `/a/b` and `/a` of `/a/b/c`. */
function above(path: string): string[] {
  const parent = path.slice(0, path.lastIndexOf('/'))
  return parent ? [parent, ...above(parent)] : []
}
