import { once } from 'node:events'
import { WebSocket } from 'ws'

/**
 * The least that a call centre can do: answers whoever calls, rings the next phone, and lets the two hear each other. It
 * knows no customer, no queue and no database. `BARE_EXCHANGE` is an exchange and its phones, as JSON. Says that it is open.
 */
const { url, secret, phones } = JSON.parse(process.env['BARE_EXCHANGE'] ?? '{}')
const authorization = `Basic ${Buffer.from(`qiantai:${secret}`).toString('base64')}`
const busy = new Map<string, string>()

async function ask(method: string, path: string, query: Record<string, string> = {}) {
  const answer = await fetch(`${url}/ari/${path}?${new URLSearchParams(query)}`, {
    method,
    headers: { authorization },
  })
  await answer.arrayBuffer()
}

async function meet(caller: string) {
  const phone = phones.shift()
  busy.set(caller, phone)
  await Promise.all([
    ask('POST', `channels/${caller}/answer`),
    ask('POST', 'bridges', { type: 'mixing', bridgeId: `${caller}-room` }),
    ask('POST', 'channels/create', {
      endpoint: `PJSIP/${phone}`,
      app: 'qiantai',
      appArgs: 'leg',
      channelId: `${caller}-agent`,
    }),
  ])
  await ask('POST', `bridges/${caller}-room/addChannel`, { channel: caller })
}

async function part(caller: string) {
  await ask('DELETE', `channels/${caller}-agent`)
  await ask('DELETE', `bridges/${caller}-room`)
  phones.push(busy.get(caller))
  busy.delete(caller)
}

async function hear({ type, args = [], channel }: Heard) {
  const id = channel?.id ?? ''
  if (type === 'StasisStart' && args[0] === 'incoming') await meet(id)
  if (type === 'StasisStart' && args[0] === 'leg') await ask('POST', `channels/${id}/dial`, { timeout: '20' })
  if (type === 'ChannelStateChange' && channel?.state === 'Up' && id.endsWith('-agent'))
    await ask('POST', `bridges/${id.replace('-agent', '-room')}/addChannel`, { channel: id })
  if (type === 'StasisEnd' && busy.has(id)) await part(id)
}

type Heard = { type: string; args?: string[]; channel?: { id: string; state: string } }

const socket = new WebSocket(`${url.replace('http', 'ws')}/ari/events?app=qiantai`, {
  headers: { authorization },
})
socket.on('message', (data) => void hear(JSON.parse(String(data))))
await once(socket, 'open')
console.log('open')
