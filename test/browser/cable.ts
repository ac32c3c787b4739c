import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A cable between a browser and the clinic: what goes through it can be cut, with all that is open. */
export type Cable = { origin: string; cut: () => void; mend: () => void; stop: () => Promise<void> }

/** What a browser says of requests and sockets whose other end goes away, before an answer or in the midst of it. */
export const broken =
  /ERR_(CONNECTION|EMPTY|FAILED|SOCKET|NETWORK|INCOMPLETE|CONTENT_LENGTH)|WebSocket connection|Failed to fetch|network error/

export async function layCable(port: number): Promise<Cable> {
  const open = new Set<Socket>()
  let whole = true

  function join(near: Socket) {
    if (!whole) return near.destroy()
    const far = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
  }

  const cut = () => {
    whole = false
    for (const socket of open) socket.destroy()
  }
  const server = createServer(join)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => void (whole = true),
    async stop() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
