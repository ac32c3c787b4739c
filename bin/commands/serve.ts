import { loadConfig } from '../../config/load.ts'
import { createApp } from '../../core/app.ts'
import { live } from '../life.ts'

/** `serve`: open until a signal comes. */
export async function run(): Promise<number> {
  const house = await createApp(loadConfig())
  return live(house, house.app.log)
}
