import type { Request, ResponseObject, ResponseToolkit, Server } from '@hapi/hapi'

export type Flash = { kind: 'done' | 'warning'; text: string }

/** One line that the next page shows, carried there by a cookie that holds a translation key and nothing else. */
export function useFlash(server: Server): void {
  server.state('flash', {
    path: '/',
    ttl: 60_000,
    isSecure: false,
    isHttpOnly: true,
    isSameSite: 'Lax',
    ignoreErrors: true,
  })
}

/** Sends the browser on after a write, where the next page says `flash` (a translation key). */
export function seeOther(
  h: ResponseToolkit,
  path: string,
  flash?: string,
  kind: Flash['kind'] = 'done',
): ResponseObject {
  const response = h.redirect(path).code(303)
  return flash ? response.state('flash', `${kind}:${flash}`) : response
}

/** What the page before left to say, once. */
export function readFlash(request: Request, h: ResponseToolkit): Flash | undefined {
  const left = /^(done|warning):([\w-]+(?:\.[\w-]+)+)$/.exec(String(request.state?.flash ?? ''))
  if (!left?.[2]) return undefined
  h.unstate('flash', { path: '/' })
  return { kind: left[1] === 'warning' ? 'warning' : 'done', text: left[2] }
}
