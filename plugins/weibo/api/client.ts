import type { Tools } from 'qiantai/plugin'
import type { Account, Hosts } from '../account.ts'
import { type Dict, text } from '../json.ts'
import { refusalIn, saidIn } from './answer.ts'

/** What a call needs: an account and the way out. */
export type Caller = { channel: Tools; account: Account }

/** One call. `values` are its parameters, `body` is JSON where it takes that; the token goes along unless told. */
export type Call = {
  host?: keyof Hosts
  method?: 'GET' | 'POST'
  path: string
  values?: Record<string, string>
  body?: object
  anonymous?: true
  signal?: AbortSignal
}

/** Calls Weibo. Answers its JSON, numbers as text. Throws a failure by the table of errors. */
export async function call(caller: Caller, asked: Call): Promise<Dict> {
  const { channel } = caller
  const { method = 'GET', body, signal } = asked
  const values = parametersOf(caller.account, asked)
  const isForm = method === 'POST' && !body
  const answer = await channel.fetch(addressOf(caller.account, asked, isForm ? undefined : values), {
    method,
    ...(isForm && form(values)),
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    ...(signal && { signal }),
  })
  const said = saidIn(answer)
  const refusal = refusalIn(channel, said)
  if (refusal) throw refusal
  if (answer.status < 300 || text(said, 'error_code')) return said
  throw lost(channel, method, answer.status)
}

/** The address of a call, with these parameters and the token where it wants one. */
export function addressOf(account: Account, { host = 'api', path }: Call, values?: URLSearchParams): string {
  return `${account.hosts[host]}${path}${values?.size ? `?${values}` : ''}`
}

/** The parameters of a call, the token among them. */
export function parametersOf({ token }: Account, { values = {}, anonymous }: Call): URLSearchParams {
  return new URLSearchParams({ ...(token && !anonymous && { access_token: token }), ...values })
}

function form(values: URLSearchParams) {
  return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: String(values) }
}

/** Nothing that we can read: whether a write has had its effect, nobody knows. */
function lost(tools: Tools, method: string, status: number): Error {
  const reason = status >= 500 ? 'busy' : 'answer'
  return tools.failure(`weibo:reason.${reason}`, { unsure: method === 'POST' })
}
