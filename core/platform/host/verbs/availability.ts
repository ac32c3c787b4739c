import type { App } from '../../../module.ts'
import { agentNames, onlineAgents } from '../../../modules/agents/index.ts'
import { imageAddress } from '../../../modules/channels/index.ts'
import { openingHours } from '../../../modules/clinic/index.ts'
import type { Availability } from '../../../plugin/index.ts'

/** Is somebody there, and when a channel is open, in words of `locale`. */
export async function availability(app: App, channelId: number, locale: string): Promise<Availability> {
  const present = (await onlineAgents(app)).filter(({ state }) => state === 'online')
  const names = await agentNames(
    app.db,
    present.map(({ agentId }) => agentId),
  )
  const agents = [...names.values()].map(({ name, avatar }) => ({
    name,
    ...(avatar && { avatar: imageAddress(avatar) }),
  }))
  return { online: agents.length > 0, agents, ...(await openingHours(app, locale, { channelId })) }
}
