import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tone } from './audio/tones.ts'
import { wav } from './audio/wav.ts'

/** Serves sounds as the house does: each is one tone, at an address that is long, as signed ones are. */
export type Sounds = { url: (hz: number, seconds?: number) => string; asked: string[]; stop: () => void }

export async function serveSounds(): Promise<Sounds> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sounds')
    asked.push(pathname)
    const hz = Number(/\/(\d+)hz\.wav$/.exec(pathname)?.[1])
    if (!hz) return response.writeHead(404).end()
    const headers = {
      'content-type': 'audio/x-wav',
      'cache-control': 'private, max-age=86400',
      etag: `"${hz}"`,
    }
    response.writeHead(200, headers).end(wav(tone(hz, Number(searchParams.get('seconds')))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const signature = 'a'.repeat(64)
  return {
    url: (hz, seconds = 1) =>
      `http://127.0.0.1:${port}/calls/sounds/${hz}hz.wav?seconds=${seconds}&signature=${signature}`,
    asked,
    stop: () => void server.close(),
  }
}
