import type { Channel, Happening, OpenChannel } from 'qiantai/plugin'
import { subscription } from '../notices/templates.ts'

/** What a customer subscribed to, by its title: the platform tells an id. Without a label where nobody knows that. */
export async function titled(
  channel: Channel,
  notices: NonNullable<OpenChannel['notices']>,
  { label, ...happening }: Happening,
): Promise<Happening> {
  if (happening.type !== 'subscribe') return { ...happening, ...(label && { label }) }
  const title = await titleOf(channel, notices, `${subscription}${label}`)
  return { ...happening, ...(title && { label: title }) }
}

async function titleOf(channel: Channel, { list }: NonNullable<OpenChannel['notices']>, template: string) {
  try {
    return (await list()).find((notice) => notice.template === template)?.title
  } catch (error) {
    channel.log.info({ error }, 'wechat.title-unknown')
    return undefined
  }
}
