import type { Channel, ChannelKind, Settings, ShortText, Tools } from 'qiantai/plugin'
import { checkNumber } from '../number.ts'
import { simulateHttp } from '../simulator/http.ts'
import { isTaken, valueAt } from './answer.ts'
import { httpFields } from './fields.ts'
import { requestOf } from './request.ts'

/** Any gateway that takes a short message as one call over HTTP. */
export const http: ChannelKind = {
  kind: 'http',
  fields: httpFields,
  can: { text: { max: 500 } },
  identify: ({ url }) => String(url).replace(/[?#].*$/s, ''),
  warn: ({ url }) => (String(url).startsWith('http:') ? ['sms:warning.plain'] : []),
  check: checkTemplates,
  async open(channel) {
    return { text: (message, signal) => send(channel, message, signal), close: async () => {} }
  },
  simulate: simulateHttp,
}

async function send(channel: Channel, message: ShortText, signal: AbortSignal) {
  const { settings } = channel
  checkNumber(message.number, settings, channel)
  const { url, ...request } = requestOf(settings, message)
  const { status, body } = await channel.fetch(url, { ...request, signal })
  const answer = { status, body: body.toString('utf8') }
  if (isTaken(answer, String(settings.success ?? ''))) return {}
  throw refusal(channel, answer, String(settings.reason ?? ''))
}

/** What the gateway says is wrong; of one that is away nobody knows whether it took the message. */
function refusal(tools: Tools, { status, body }: { status: number; body: string }, path: string): Error {
  if (status === 401 || status === 403) return tools.failure('sms:reason.secret', { account: 'refused' })
  if (status === 429) return tools.failure('sms:reason.busy', { retryAfter: 30 })
  if (status >= 500) return tools.failure('sms:reason.answer', { unsure: true })
  const words = (path && valueAt(body, path)) || body.replace(/\s+/g, ' ').trim() || `HTTP ${status}`
  return tools.failure(`sms:reason.refused ${words.slice(0, 200)}`, { permanent: true })
}

const sample: ShortText = {
  uid: '00000000-0000-7000-8000-000000000000',
  number: '+8613800000000',
  text: '"',
  purpose: 'code',
  values: { clinic: '', code: '000000' },
}

/** Nothing can be tried without a message; that the request would be well formed can be seen. */
async function checkTemplates(settings: Settings, tools: Tools): Promise<void> {
  const { url, headers, body } = requestOf(settings, sample)
  if (!URL.canParse(url)) throw tools.failure('sms:reason.url', { permanent: true, field: 'url' })
  if (!body || !headers['content-type']?.includes('json')) return
  try {
    JSON.parse(body)
  } catch {
    throw tools.failure('sms:reason.body', { permanent: true, field: 'body' })
  }
}
