import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the provider does with the next request, once: `slow` never answers, `reset` hangs up after the body. */
export type ProviderFault = 'slow' | 'error' | 'busy' | 'reset' | 'permanent'

/** A provider's server, with faults on demand. Tests assert on what it has received. */
export type Provider = {
  url: string
  /** What arrived on /messages, also where the answer was a fault. */
  received: { uid: string; to: string; text: string }[]
  /** Faults of the next requests, in order; then all is well again. */
  script: (...faults: ProviderFault[]) => void
  /** Resolves when the next message has arrived. */
  next: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts a provider on a free port of this machine. */
export async function startProvider(token: string): Promise<Provider> {
  const received: Provider['received'] = []
  const faults: ProviderFault[] = []
  let arrived = Promise.withResolvers<void>()

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const body = await bodyOf(request)
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end()
    if (request.url === '/messages') {
      received.push(JSON.parse(body))
      arrived.resolve()
      arrived = Promise.withResolvers<void>()
    }
    answer(faults.shift(), response, String(received.length))
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    script: (...next) => void faults.push(...next),
    next: () => arrived.promise,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(fault: ProviderFault | undefined, response: ServerResponse, id: string) {
  if (fault === 'slow') return
  if (fault === 'reset') return void response.destroy()
  if (fault === 'error') return void response.writeHead(500).end()
  if (fault === 'busy') return void response.writeHead(429, { 'retry-after': '7' }).end()
  if (fault === 'permanent') return void response.writeHead(400).end('blocked')
  response.writeHead(200).end(JSON.stringify({ id: `provider-${id}` }))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
