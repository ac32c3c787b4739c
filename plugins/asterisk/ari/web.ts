import type { Tools } from 'qiantai/plugin'
import type { Account } from '../account.ts'
import type { Ari, Ask } from './ask.ts'

/** The exchange over HTTP. */
export function overWeb(tools: Pick<Tools, 'fetch'>, account: Account): Ari {
  return async ({ method, path, query, body, patience }) => {
    const { status, body: said } = await tools.fetch(`${account.url}/ari/${path}${searchOf(query)}`, {
      method,
      headers: { authorization: authorization(account), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...patience,
    })
    return { status, body: said }
  }
}

/** What we say at its door. */
export function authorization({ user, secret }: Pick<Account, 'user' | 'secret'>): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`
}

/** `?name=value&…`, or nothing; what is undefined is left out. */
export function searchOf(query: Ask['query'] = {}): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) pairs.set(name, String(value))
  return pairs.size === 0 ? '' : `?${pairs}`
}
