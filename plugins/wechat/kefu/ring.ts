import type { Channel, HookAnswer } from 'qiantai/plugin'
import { textIn } from '../settings.ts'
import { type Tree, textOf } from '../tree.ts'

// The platform lets us pull often only with the token of a ring, which lasts ten minutes.
const ringLasts = 9 * 60_000

const open = new Map<string, Channel>()

/** Lets the calls of an app find the account that they are about: one app has one address for all of them. */
export function listen(channel: Channel): () => void {
  const name = nameOf(channel, textIn(channel.settings, 'openKfId'))
  open.set(name, channel)
  return () => void (open.get(name) === channel && open.delete(name))
}

/** Answers the platform's bell: something is there to be pulled. */
export function ringing(channel: Channel) {
  return async (push: Tree): Promise<HookAnswer> => {
    const event = textOf(push, 'event')
    const meant = accountOf(channel, textOf(push, 'openkfid'))
    if (event === 'kf_msg_or_event' && meant) await ring(meant, textOf(push, 'token'))
    else channel.log.info({ event: event.slice(0, 80) }, 'wechat.event-ignored')
    return { status: 200 }
  }
}

async function ring(channel: Channel, token: string) {
  await channel.remember('ring', token, channel.now() + ringLasts)
  await channel.wake('sync')
}

function accountOf(channel: Channel, openKfId: string): Channel | undefined {
  const isOwn = openKfId === textIn(channel.settings, 'openKfId')
  return isOwn ? channel : open.get(nameOf(channel, openKfId))
}

function nameOf({ settings }: Channel, openKfId: string): string {
  return `${textIn(settings, 'corpId')}/${openKfId}`
}
