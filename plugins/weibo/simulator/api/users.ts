import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import { userJson } from '../timeline.ts'
import { numeric, type Values } from '../wire.ts'
import { userOf, type User, type World } from '../world.ts'

/** What the account may know of somebody who has written to it or follows it. */
export function fanInfo(world: World, values: Values): Said {
  const { uid, name, follows, subscribed } = known(world, values)
  const picture = `${world.stage.address}/avatar/${uid}.png`
  return {
    id: numeric(uid),
    nickname: name,
    follow: Number(follows),
    subscribe: Number(subscribed),
    sex: 2,
    language: 'zh-cn',
    city: 1,
    province: 31,
    country: '',
    headimgurl: picture,
    headimgurl_large: picture,
    headimgurl_hd: picture,
  }
}

/** What anybody may know of anybody. */
export function showUser(world: World, values: Values): Said {
  return userJson(world, known(world, values))
}

function known(world: World, values: Values): User {
  const uid = needed(values, 'uid')
  if (!world.users.has(uid)) throw refuse(20003)
  return userOf(world, uid)
}
