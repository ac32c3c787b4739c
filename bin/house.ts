import { loadConfig } from '../config/load.ts'
import { createApp } from '../core/app.ts'
import { createLog } from '../core/log.ts'
import type { App } from '../core/module.ts'

/** Lets a command work on the clinic without serving it: nothing is listened to, opened or logged. */
export async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const config = loadConfig()
  const house = await createApp(config, { log: createLog({ logLevel: 'silent' }) })
  try {
    return await work(house.app)
  } finally {
    await house.stop()
  }
}

/** Where this clinic is reached, as far as its settings say. */
export function addressOf({ config }: Pick<App, 'config'>): string {
  return config.publicUrl ?? `http://localhost:${config.port}`
}
