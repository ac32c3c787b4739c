import { createHash } from 'node:crypto'

/**
 * How Weibo signs its calls. Written apart from the plugin's own check on purpose: two halves of one mistake agree.
 */
export function signedQuery(
  secret: string,
  at: number,
  nonce: string,
  more: Record<string, string> = {},
): string {
  const words = [`${at}`, secret, nonce]
  words.sort()
  const sum = createHash('sha1')
  for (const word of words) sum.update(word, 'utf8')
  const query = new URLSearchParams({ signature: sum.digest('hex'), timestamp: `${at}`, nonce, ...more })
  return String(query)
}
