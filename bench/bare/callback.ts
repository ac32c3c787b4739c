import { createHash } from 'node:crypto'
import { server as createServer } from '@hapi/hapi'
import { connect } from '../../core/platform/db/index.ts'

/**
 * The least that a callback can do: the signature is checked, the body stored with one insert and its own commit, and
 * answered. `BARE_DATABASE` is what `connect` takes, as JSON. Says its address.
 */
const db = await connect(JSON.parse(process.env['BARE_DATABASE'] ?? '{}'))
await db.schema.createTable('bare_push', (t) => {
  t.string('key', 40).primary()
  t.text('body').notNullable()
})

const server = createServer({ host: '127.0.0.1', port: 0 })
server.route({
  method: 'POST',
  path: '/{any*}',
  options: { payload: { parse: false, output: 'data' } },
  async handler({ payload, query }, h) {
    const { timestamp, nonce } = query
    createHash('sha1').update(['token', timestamp, nonce].toSorted().join('')).digest('hex')
    const body = String(payload)
    const key = createHash('sha1').update(body).digest('hex')
    await db('bare_push').insert({ key, body }).onConflict().ignore()
    return h.response('success')
  },
})
await server.start()
console.log(server.info.uri)
