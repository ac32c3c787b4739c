import type {
  Channel,
  ChannelKind,
  FetchAnswer,
  HookAnswer,
  HookRequest,
  Outgoing,
  Plugin,
  Settings,
  Tools,
} from '../../plugin/index.ts'
import { chat } from './chat.ts'

/** A channel as real ones are, for tests: its provider is `startProvider`. */
const line: ChannelKind = {
  kind: 'line',
  sends: true,
  fields: [
    { name: 'url', type: 'url', required: true },
    { name: 'token', type: 'secret', required: true },
    { name: 'greeting', type: 'text', max: 200 },
  ],
  can: { text: { max: 2000 }, receipts: true },
  identify: ({ url }) => String(url),
  check: async (settings, tools) => void (await call(tools, settings, '/check')),
  async open(channel) {
    await call(channel, channel.settings, '/open')
    return {
      hooks: { '': (request) => hear(channel, request) },
      send: (message, signal) => send(channel, message, signal),
      close: async () => {},
    }
  },
}

export const fake: Plugin = { api: 1, id: 'fake', home: import.meta.dirname, channels: [line, chat] }

/** What the provider posts: a customer's words, or something that this plugin knows nothing of. */
export function said(token: string, words: { id: string; from: string; text: string } | object): HookRequest {
  return {
    method: 'POST',
    query: {},
    headers: { 'x-token': token },
    body: Buffer.from(JSON.stringify(words)),
  }
}

async function hear(channel: Channel, { headers, body }: HookRequest): Promise<HookAnswer> {
  if (headers['x-token'] !== channel.settings['token']) return { status: 401 }
  const { id, from, text } = JSON.parse(body.toString('utf8'))
  if (typeof id !== 'string') return { status: 200 }
  await channel.receive({ who: from, externalId: id, text })
  return { status: 200 }
}

async function send(channel: Channel, { uid, to, text }: Outgoing, signal: AbortSignal) {
  const body = JSON.stringify({ uid, to, text })
  const answer = await call(channel, channel.settings, '/messages', { method: 'POST', body, signal })
  return { externalId: String(Object(answer.json()).id) }
}

async function call(
  tools: Tools,
  { url, token }: Settings,
  path: string,
  options: { method?: string; body?: string; signal?: AbortSignal } = {},
): Promise<FetchAnswer> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await tools.fetch(`${url}${path}`, { ...options, headers })
  if (answer.status < 300) return answer
  const retryAfter = Number(answer.headers['retry-after']) || undefined
  const permanent = answer.status < 500 && answer.status !== 429
  tools.log.warn({ status: answer.status, headers }, 'fake.refused')
  throw tools.failure(`the provider answers ${answer.status} to ${token}`, { permanent, retryAfter })
}
