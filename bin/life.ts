import type { Logger } from '../core/log.ts'
import { sayWelcome } from './terminal.ts'

/** What can be started once and stopped once. */
export type House = { start: () => Promise<{ url: string; setup?: string }>; stop: () => Promise<void> }

const signals = ['SIGTERM', 'SIGINT'] as const

/**
 * Keeps a house open until a signal comes, closes it within `patience` milliseconds, and answers the exit code.
 * A second signal ends the process at once. So does what nobody caught: nobody knows what state it left behind.
 */
export async function live(house: House, log: Logger, patience = 10_000): Promise<number> {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error) => die(log, error))
  }
  const signal = firstSignal()
  const { url, setup } = await house.start()
  log.info({ url, ...(setup && { setup }) }, 'house.open')
  if (setup) sayWelcome(setup)
  log.info({ signal: await signal }, 'house.closing')
  await close(house, log, patience)
  return 0
}

async function close(house: House, log: Logger, patience: number): Promise<void> {
  // Never cleared: it also ends a process that something left behind keeps alive, and holds none by itself.
  setTimeout(() => {
    log.error({ patience }, 'house.late')
    process.exit(1)
  }, patience).unref()
  await house.stop()
  log.info({}, 'house.closed')
}

function firstSignal(): Promise<string> {
  return new Promise((resolve) => {
    let seen = false
    for (const signal of signals) {
      process.on(signal, () => {
        if (seen) process.exit(1)
        seen = true
        resolve(signal)
      })
    }
  })
}

function die(log: Logger, err: unknown): void {
  log.fatal({ err }, 'house.broken')
  process.exit(1)
}
