import type { Channel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { withFile } from '../inbound/fetching.ts'
import { store } from '../inbound/storing.ts'
import { textIn } from '../settings.ts'
import { type Tree, textOf, treeOf } from '../tree.ts'
import { uidOf } from '../uid.ts'
import { react } from './events.ts'
import { saidIn } from './item.ts'

/** Who an item is from, in the platform's numbers. */
const customer = '3'
const system = '4'
const colleague = '5'

/** Works on one item of a page. Answers whether `also` was stored with it, as it is with a customer's message. */
export async function workOn(
  channel: Channel,
  api: Api,
  item: Tree,
  also?: { remember: Record<string, unknown> },
): Promise<boolean> {
  const origin = textOf(item, 'origin')
  if (origin === customer && isAboutUs(channel, item)) {
    const said = saidIn(item)
    return store(channel, said.type, await withFile(channel, api, said), also)
  }
  if (isAboutUs(channel, item)) await notice(channel, api, item, origin)
  return false
}

async function notice(channel: Channel, api: Api, item: Tree, origin: string) {
  if (origin === system || textOf(item, 'msgtype') === 'event') return react(channel, api, item)
  if (origin === colleague) return overhear(channel, item)
  channel.log.info({ origin: origin.slice(0, 20) }, 'wechat.item-ignored')
}

/** What a colleague has said in 企业微信 was said in the clinic's name. */
async function overhear(channel: Channel, item: Tree) {
  const type = textOf(item, 'msgtype')
  const text = textOf(treeOf(item, 'text'), 'content') || `[${type}]`
  await channel.spoke(textOf(item, 'external_userid'), { uid: uidOf(`said:${textOf(item, 'msgid')}`), text })
}

function isAboutUs({ settings }: Channel, item: Tree): boolean {
  const openKfId = textOf(item, 'open_kfid') || textOf(treeOf(item, 'event'), 'open_kfid')
  return openKfId === '' || openKfId === textIn(settings, 'openKfId')
}
