import { type Answer, ok } from '../api/answer.ts'
import type { Call } from '../api/call.ts'
import { textOf } from '../api/reading.ts'
import { refuse } from '../api/refusal.ts'
import { randomId } from '../world/ids.ts'
import { words } from '../world/words.ts'
import type { Kefu } from './world.ts'

/** `account/list`: the one account of a rehearsal, managed by the API. */
export function accounts(world: Kefu): Answer {
  const account = { open_kfid: world.openKfId, name: words.kefu, avatar: '', manage_privilege: true }
  return { ...ok, account_list: [account] }
}

/** `add_contact_way`: a link that tells the account, by its scene, who comes through it. The same scene is the same link. */
export function addContactWay(world: Kefu, call: Call): Answer {
  const body = call.json()
  if (textOf(body, 'open_kfid') !== world.openKfId) throw refuse(95000)
  const scene = textOf(body, 'scene')
  if (!/^[\w-]{0,32}$/.test(scene)) throw refuse(40058, 'hint: [scene]')
  const query = scene && `?enc_scene=${randomId('ENC', 40)}`
  const url = world.ways.get(scene) ?? `https://work.weixin.qq.com/kf/${randomId('kfc', 20)}${query}`
  world.ways.set(scene, url)
  world.stage.changed()
  return { ...ok, url }
}

/**
 * What a link says to whoever comes through it, by its address (with or without a `scene_param`) or by its scene. What
 * is neither is a `scene_param` at the newest link.
 */
export function readWay(world: Kefu, code: string): { scene: string; scene_param: string } {
  if (world.ways.has(code)) return { scene: code, scene_param: '' }
  const ways = [...world.ways].toReversed()
  if (!URL.canParse(code)) return { scene: ways[0]?.[0] ?? '', scene_param: code }
  const param = new URL(code).searchParams.get('scene_param') ?? ''
  return { scene: ways.find(([, url]) => code.startsWith(url))?.[0] ?? '', scene_param: param }
}
