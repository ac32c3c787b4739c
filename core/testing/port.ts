import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A port that is free, above those of the tests' exchanges and below those that the system gives to others: it stays free
 * until it is used, and between.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 32_000)
  return (await isFree(port)) ? port : freePort()
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
