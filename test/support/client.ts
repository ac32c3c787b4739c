import type { Server } from '@hapi/hapi'

export type Answer = { status: number; headers: Record<string, unknown>; body: string }
export type Client = {
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  /** Sends a form as a page of ours does: with the CSRF token of the cookie. */
  post: (path: string, fields?: object, headers?: Record<string, string>) => Promise<Answer>
  signIn: (email: string, password: string) => Promise<Answer>
  cookies: Map<string, string>
}

/** A browser without a screen: keeps cookies and sends forms. */
export function createClient(server: Server): Client {
  const cookies = new Map<string, string>()

  async function ask(
    method: string,
    url: string,
    headers: Record<string, string>,
    payload?: object,
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await server.inject({ method, url, headers: { cookie, ...headers }, payload })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) keep(String(line))
    return { status: answer.statusCode, headers: { ...answer.headers }, body: answer.payload }
  }

  function keep(line: string) {
    const [name, value] = (line.split(';')[0] ?? '').split(/=(.*)/s)
    if (!name) return
    if (value) cookies.set(name, value)
    else cookies.delete(name)
  }

  const get: Client['get'] = (path, headers = {}) => ask('GET', path, headers)
  const post: Client['post'] = async (path, fields = {}, headers = {}) => {
    if (!cookies.has('crumb')) await get('/login')
    return ask(
      'POST',
      path,
      { 'sec-fetch-site': 'same-origin', ...headers },
      { crumb: cookies.get('crumb'), ...fields },
    )
  }
  return { get, post, cookies, signIn: (email, password) => post('/login', { email, password }) }
}
