import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** A way to a port of this machine that can be cut: what goes through it ends at once, and nothing new gets in. */
export type Proxy = { port: number; cut: () => void; mend: () => void; stop: () => void }

export async function openProxy(to: number): Promise<Proxy> {
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect(to, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const cut = () => {
    isCut = true
    for (const socket of open) socket.destroy()
  }
  return {
    port,
    cut,
    mend: () => void (isCut = false),
    stop: () => {
      cut()
      server.close()
    },
  }
}
