import type { App } from '../../../module.ts'
import { type Channel, kindOf, listChannels } from '../../channels/index.ts'

/** The accounts that are telephone exchanges. */
export async function listExchanges(app: App): Promise<Channel[]> {
  return speakingChannels(app, await listChannels(app.db))
}

/** Those of these accounts that are telephone exchanges. */
export function speakingChannels(app: App, channels: Channel[]): Channel[] {
  return channels.filter((channel) => !channel.deleted && kindOf(app.plugins, channel)?.speaks === true)
}
