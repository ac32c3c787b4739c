import type { Channel, ChannelKind, HookAnswer, HookRequest, Outgoing } from '../../plugin/index.ts'
import { type ChatEvent, chatRules, simulateChat } from './simulator.ts'

/** A messenger with followers, a menu and entry points, for tests of rehearsals. */
export const chat: ChannelKind = {
  kind: 'chat',
  sends: true,
  fields: [
    { name: 'url', type: 'url', required: true },
    { name: 'token', type: 'secret', required: true },
  ],
  can: { text: { max: 2000 }, image: true },
  replies: () => chatRules,
  identify: ({ url }) => String(url),
  open: async (channel) => ({
    hooks: { '': (request) => hear(channel, request) },
    send: (message, signal) => send(channel, message, signal),
    entries: {
      codeLength: 32,
      make: async ({ code }) => {
        await call(channel, '/entries', { code })
        return { url: `${channel.settings['url']}/entries/${code}` }
      },
    },
    close: async () => {},
  }),
  simulate: simulateChat,
}

async function hear(channel: Channel, { headers, body }: HookRequest): Promise<HookAnswer> {
  if (headers['x-token'] !== channel.settings['token']) return { status: 401 }
  const event: ChatEvent = JSON.parse(body.toString('utf8'))
  if (event.did === 'say') return listen(channel, event)
  const { id: externalId, from: who, did: type, code: entry, text: label } = event
  await channel.happened({ who, externalId, type, entry, label })
  return type === 'follow' ? greet(channel, who, externalId) : { status: 200 }
}

async function listen(channel: Channel, { id, from, text, picture }: ChatEvent): Promise<HookAnswer> {
  const files = picture ? [{ name: 'picture.jpg', data: (await channel.fetch(picture)).body }] : []
  await channel.receive({ who: from, externalId: id, text, files })
  return { status: 200 }
}

async function greet(channel: Channel, who: string, uid: string): Promise<HookAnswer> {
  const body = '欢迎关注'
  await channel.spoke(who, { uid, text: body })
  return { status: 200, body }
}

async function send(channel: Channel, { to, text, files }: Outgoing, signal: AbortSignal) {
  const media = await Promise.all(
    files.map(({ uid }) => channel.media(uid, { types: ['image/jpeg', 'image/png'], bytes: 1_000_000 })),
  )
  const pictures = media.map(({ data }) => data.toString('base64'))
  const answer = await call(channel, '/messages', { to, text, pictures }, signal)
  return { externalId: String(Object(answer.json()).id) }
}

async function call(channel: Channel, path: string, body: object, signal?: AbortSignal) {
  const { url, token } = channel.settings
  const headers = { 'x-token': String(token) }
  const answer = await channel.fetch(`${url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal,
  })
  if (answer.status < 300) return answer
  if (answer.status === 410) throw channel.failure('too late', { permanent: true, window: 'closed' })
  throw channel.failure(`the chat answers ${answer.status}`, { permanent: answer.status < 500 })
}
