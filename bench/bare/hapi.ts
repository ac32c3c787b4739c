import { server as createServer } from '@hapi/hapi'

/** The least that answers a page. Says its address, and ends with its parent. */
const server = createServer({ host: '127.0.0.1', port: 0 })
server.route({ method: 'GET', path: '/', handler: () => '<!doctype html><title>bare</title>' })
await server.start()
console.log(server.info.uri)
