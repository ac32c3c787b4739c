import type { IncomingMessage } from 'node:http'

/**
 * Whether a page of ours asks: the Origin is the host that was asked, or the clinic's public address. Browsers always
 * send it with an upgrade and no page can choose it; an upgrade without one is refused.
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl?: string): boolean {
  const origin = parsed(request.headers.origin)
  if (!origin) return false
  if (publicUrl && origin.origin === new URL(publicUrl).origin) return true
  return origin.host === request.headers.host
}

function parsed(origin: string | undefined): URL | undefined {
  if (!origin || !URL.canParse(origin)) return undefined
  const url = new URL(origin)
  return /^https?:$/.test(url.protocol) && url.origin === origin ? url : undefined
}
