import type { Settings } from 'qiantai/plugin'

export type Answered = Record<string, unknown>

/** Calls an API as plainly as can be: JSON by POST, anything else by GET, each with the token of the moment. */
export function createCaller(url: string, settings: Settings) {
  return async (path: string, body?: unknown): Promise<Answered> => {
    const { access_token: token } = await tokenOf(url, settings)
    const address = `${path}${path.includes('?') ? '&' : '?'}access_token=${String(token)}`
    return body === undefined ? get(url, address) : post(url, address, body)
  }
}

/** The token of the moment, by the account's own way. */
export function tokenOf(url: string, { appId, corpId, appSecret }: Settings): Promise<Answered> {
  if (corpId) return get(url, `/cgi-bin/gettoken?corpid=${String(corpId)}&corpsecret=${String(appSecret)}`)
  const asked = { grant_type: 'client_credential', appid: appId, secret: appSecret }
  return post(url, '/cgi-bin/stable_token', asked)
}

/** A plain GET of JSON. */
export async function get(url: string, path: string): Promise<Answered> {
  return (await (await fetch(`${url}${path}`)).json()) as Answered
}

/** A plain POST of JSON, or of a text as it is. */
export async function post(url: string, path: string, body: unknown): Promise<Answered> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (await (await fetch(`${url}${path}`, { method: 'POST', body: text })).json()) as Answered
}
