/** For a page whose address is a secret: no site learns it from us, no search engine keeps it, and no cache. */
export function discreet<T extends { header: (name: string, value: string) => unknown }>(response: T): T {
  response.header('referrer-policy', 'no-referrer')
  response.header('x-robots-tag', 'noindex, nofollow, noarchive')
  response.header('cache-control', 'no-store')
  return response
}
