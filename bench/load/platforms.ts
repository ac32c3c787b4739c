import type { Settings } from '../../core/plugin/index.ts'
import { simulateKefu, simulateOfficial } from '../../plugins/wechat/simulator/index.ts'
import { sealedCall } from '../../plugins/wechat/testing/calls.ts'
import { writeXml } from '../../plugins/wechat/xml.ts'
import { signatureOf } from '../../plugins/weibo/signature.ts'
import { simulate as simulateWeibo } from '../../plugins/weibo/simulator/index.ts'
import { openPlatform } from '../../test/support/platform.ts'
import type { Post } from './posts.ts'

/** A platform whose customers have said `count` things to one account, and the calls by which it tells of them. */
export type Platform = {
  account: { plugin: string; kind: string; settings: Settings }
  posts: (count: number) => Promise<Post[]>
  stop: () => Promise<void>
}

const customers = 500

/** Every callback, by its name in the table. */
export const platforms: Record<string, () => Promise<Platform>> = {
  official: async () => {
    const { simulator, stop } = await openPlatform(simulateOfficial)
    const { settings } = simulator
    const post = (number: number) => sealed(settings, String(settings['appId']), officialText(number))
    return { account: { plugin: 'wechat', kind: 'official', settings }, posts: each(post), stop }
  },
  kefu: async () => {
    const { simulator, stop } = await openPlatform(simulateKefu)
    const { settings } = simulator
    const ring = () => sealed(settings, String(settings['corpId']), kefuRing(settings))
    async function posts(count: number) {
      for (let number = 0; number < count; number += 1) {
        await simulator.phoneOf(nameOf(number)).act({ type: 'say', text: `message ${number}` })
      }
      return each(ring)(count)
    }
    return { account: { plugin: 'wechat', kind: 'kefu', settings }, posts, stop }
  },
  weibo: async () => {
    const { simulator, stop } = await openPlatform(simulateWeibo)
    const settings = { ...simulator.settings, pollSeconds: 90 }
    return {
      account: { plugin: 'weibo', kind: 'fans', settings },
      posts: each((number) => weiboPost(settings, number)),
      stop,
    }
  },
}

function each(post: (number: number) => Post) {
  return async (count: number) => Array.from({ length: count }, (_, number) => post(number))
}

function sealed({ token, aesKey }: Settings, owner: string, fields: Record<string, string>): Post {
  const agreement = { token: String(token), aesKey: String(aesKey), owner, at: Date.now() }
  const { query, body } = sealedCall(writeXml(fields), agreement)
  return { query, body }
}

function officialText(number: number) {
  return {
    ToUserName: 'gh_bench',
    FromUserName: nameOf(number),
    CreateTime: String(Math.floor(Date.now() / 1000)),
    MsgType: 'text',
    Content: `message ${number}`,
    MsgId: String(23_000_000_000_000_000n + BigInt(number)),
  }
}

function kefuRing({ corpId, openKfId }: Settings) {
  return {
    ToUserName: String(corpId),
    CreateTime: String(Math.floor(Date.now() / 1000)),
    MsgType: 'event',
    Event: 'kf_msg_or_event',
    Token: '',
    OpenKfId: String(openKfId),
  }
}

function weiboPost({ uid, appSecret }: Settings, number: number): Post {
  const [timestamp, nonce] = [String(Date.now()), String(number)]
  const body = JSON.stringify({
    type: 'text',
    receiver_id: String(uid),
    sender_id: String(2_489_518_000 + (number % customers)),
    created_at: 'Mon Jul 16 18:09:20 +0800 2012',
    text: `message ${number}`,
    data: {},
  })
  const signature = signatureOf({ secret: String(appSecret), timestamp, nonce })
  return { query: { signature, timestamp, nonce }, body }
}

function nameOf(number: number): string {
  return `customer-${number % customers}`
}
