/** A path of our own to go on to, or `fallback`: what a stranger put in a link never leads to another site. */
export function safePath(next: unknown, fallback: string): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(next)) return fallback
  const url = new URL(next, 'http://here')
  const path = `${url.pathname}${url.search}`
  // Dots vanish from a path, and what is left may begin like another site's address: /.//evil.test
  return url.host === 'here' && !path.startsWith('//') ? path : fallback
}
