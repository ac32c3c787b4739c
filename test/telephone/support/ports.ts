import { once } from 'node:events'
import { createServer } from 'node:net'

// Below those of other servers of the tests (`freePort`), and those that the system takes for connections.
const lowest = 12_000
const blocks = 20

/** How many ports a block has. */
export const blockSize = 400

/**
 * A block of ports that no other exchange has, in this process or another, until it is released. Its first port is
 * held open as the sign of that, so that a process that dies leaves nothing reserved.
 */
export async function reservePorts(): Promise<{ first: number; release: () => Promise<void> }> {
  const start = Math.floor(Math.random() * blocks)
  for (let turn = 0; turn < blocks; turn++) {
    const first = lowest + ((start + turn) % blocks) * blockSize
    const sign = createServer().unref()
    if (await canListen(sign, first)) return { first, release: () => close(sign) }
  }
  throw new Error('All blocks of ports are taken')
}

function canListen(sign: ReturnType<typeof createServer>, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    sign.once('error', () => resolve(false))
    sign.listen(port, '127.0.0.1', () => resolve(true))
  })
}

async function close(sign: ReturnType<typeof createServer>) {
  sign.close()
  await once(sign, 'close')
}
