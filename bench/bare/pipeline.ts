import { createServer } from 'node:http'
import joi from 'joi'
import { type WebSocket, WebSocketServer } from 'ws'
import { connect } from '../../core/platform/db/index.ts'

/**
 * The least that a chat can do: a frame is checked, stored with one insert and its own commit, acknowledged to its
 * author and sent to the desk. `BARE_DATABASE` is what `connect` takes, as JSON. Says its address.
 */
const schema = joi.object({
  t: joi.valid('send').required(),
  uid: joi.string().guid().required(),
  text: joi.string().max(5000).required(),
  who: joi.number().integer().required(),
})

const db = await connect(JSON.parse(process.env['BARE_DATABASE'] ?? '{}'))
await db.schema.createTable('bare_message', (t) => {
  t.increments('id')
  t.string('uid', 40).notNullable().unique()
  t.integer('who').notNullable()
  t.text('text').notNullable()
  t.string('at', 24).notNullable()
})

const desks = new Set<WebSocket>()
const listener = createServer()
const server = new WebSocketServer({ server: listener, perMessageDeflate: false })
server.on('connection', (socket, { url }) => {
  if (url === '/desk') desks.add(socket)
  else socket.on('message', (data) => void take(socket, String(data)))
})
listener.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${Object(listener.address()).port}`))

async function take(socket: WebSocket, frame: string) {
  const { t: _, ...message } = joi.attempt(JSON.parse(frame), schema)
  await db('bare_message').insert({ ...message, at: new Date().toISOString() })
  socket.send(JSON.stringify({ t: 'ack', uid: message.uid }))
  for (const desk of desks) desk.send(JSON.stringify({ t: 'push', ...message }))
}
