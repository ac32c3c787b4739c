import type { HookRequest, Settings, Simulator, Stage } from '../../core/plugin/index.ts'
import { simulateKefu, simulateMini, simulateOfficial } from '../../plugins/wechat/simulator/index.ts'
import { plainCall, sealedCall } from '../../plugins/wechat/testing/calls.ts'
import { simulate as simulateFans } from '../../plugins/weibo/simulator/index.ts'
import { signedQuery } from '../../plugins/weibo/simulator/push/signature.ts'

/** What somebody said, as a platform tells it. `id` and `at` stand there as they are. */
export type Said = { who: string; id: string; at: string; type: string; text: string }
export type Call = Pick<HookRequest, 'query' | 'body'>

/** How the platform of one kind of account speaks to its hook. */
export type Wire = {
  plugin: string
  kind: string
  simulate: (stage: Stage) => Promise<Simulator>
  /** What an admin has set otherwise. */
  settings?: Settings
  /** Says only that something is there. */
  rings?: true
  tell: (said: Said, settings: Settings) => string
  /** A signed call with this inside; bytes are the whole body. `at` in milliseconds. */
  call: (inside: string | Buffer, settings: Settings, at: number) => Call
}

/** Every wire of the plugins that are ours, by its name. */
export const wires: Record<string, Wire> = {
  公众号: { plugin: 'wechat', kind: 'official', simulate: simulateOfficial, tell: inXml, call: sealed },
  '公众号, unsealed': {
    plugin: 'wechat',
    kind: 'official',
    simulate: simulateOfficial,
    settings: { mode: 'plain' },
    tell: inXml,
    call: plain,
  },
  '小程序 in JSON': { plugin: 'wechat', kind: 'mini', simulate: simulateMini, tell: inJson, call: sealed },
  微信客服: {
    plugin: 'wechat',
    kind: 'kefu',
    simulate: simulateKefu,
    rings: true,
    tell: inXml,
    call: sealed,
  },
  微博: { plugin: 'weibo', kind: 'fans', simulate: simulateFans, tell: inWeibo, call: signedByWeibo },
}

function sealed(inside: string | Buffer, settings: Settings, at: number): Call {
  if (typeof inside !== 'string') return plain(inside, settings, at)
  const [token, aesKey] = [String(settings['token']), String(settings['aesKey'])]
  return sealedCall(inside, { token, aesKey, owner: String(settings['appId'] ?? settings['corpId']), at })
}

function plain(inside: string | Buffer, settings: Settings, at: number): Call {
  return plainCall(inside, { token: String(settings['token']), at })
}

function inXml({ who, id, at, type, text }: Said): string {
  const words = text.replaceAll(']]>', ']]]]><![CDATA[>')
  return `<xml><ToUserName>gh_clinic</ToUserName><FromUserName>${who}</FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[${type}]]></MsgType><Content><![CDATA[${words}]]></Content><MsgId>${id}</MsgId></xml>`
}

/** Ids and times are numbers, as long as they are. */
function inJson({ who, id, at, type, text }: Said): string {
  const words = { ToUserName: 'gh_clinic', FromUserName: who, MsgType: type, Content: text }
  return `${JSON.stringify(words).slice(0, -1)},"CreateTime":${at},"MsgId":${id}}`
}

function inWeibo({ who, id, at, type, text }: Said, { uid }: Settings): string {
  const words = JSON.stringify({ type, created_at: at, text }).slice(0, -1)
  return `${words},"receiver_id":${String(uid)},"sender_id":${who},"data":{"id":${id}}}`
}

function signedByWeibo(inside: string | Buffer, { appSecret }: Settings, at: number): Call {
  const query = Object.fromEntries(new URLSearchParams(signedQuery(String(appSecret), at, '57155157')))
  return { query, body: Buffer.from(inside) }
}
