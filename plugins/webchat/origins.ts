/**
 * An allowed origin as an admin writes it, as CSP wants it: `https://www.clinic.com`, `https://*.clinic.com`,
 * `clinic.com` (https is meant). Undefined where it is none.
 */
export function originOf(line: string): string | undefined {
  const text = /^[a-z]+:\/\//i.test(line) ? line : `https://${line}`
  const [, scheme = '', host = '', port = ''] =
    /^(https?):\/\/((?:\*\.)?[^/\s?#@:*]+)(:\d{1,5})?\/?$/i.exec(text) ?? []
  const plain = host.replace(/^\*\./, '')
  const url = plain && URL.parse(`${scheme}://${plain}${port}`)
  if (!url || !/^[a-z0-9.-]+$/.test(url.hostname)) return undefined
  return host === plain ? url.origin : url.origin.replace('//', '//*.')
}

/**
 * May a page of this origin talk to the site? No `Origin` at all is an app or the address bar: no page of
 * somebody else's stands behind it.
 */
export function admits(origins: string[], own: string, origin: string | undefined): boolean {
  if (origin === undefined || origin === own) return true
  return origins.some((allowed) => matches(allowed, origin))
}

function matches(allowed: string, origin: string): boolean {
  if (!allowed.includes('//*.')) return allowed === origin
  const [scheme = '', host = ''] = allowed.split('//*')
  return (
    origin.startsWith(`${scheme}//`) && origin.endsWith(host) && origin.length > `${scheme}//${host}`.length
  )
}
