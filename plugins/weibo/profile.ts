import type { Profile } from 'qiantai/plugin'
import type { Line } from './account.ts'
import { call } from './api/client.ts'
import { type Dict, text } from './json.ts'
import { sameness } from './people.ts'
import { isPublic, uidOf } from './threads.ts'

/** What Weibo tells of a customer: their name and picture, and which id is theirs in private and in public. */
export async function profileOf(line: Line, who: string): Promise<Profile | undefined> {
  if (!line.account.token) return undefined
  const path = isPublic(who) ? '/2/users/show.json' : '/2/eps/user/info.json'
  const user = await call(line, { path, values: { uid: uidOf(who) } })
  const name = text(user, 'nickname') || text(user, 'screen_name')
  const avatar = await pictureOf(line, user)
  return { ...sameness(who), ...(name && { name }), ...(avatar && { avatar }) }
}

/** A name without a picture is still worth having. */
async function pictureOf({ channel }: Line, user: Dict): Promise<Profile['avatar']> {
  const url = pictureAddress(user)
  if (!url) return undefined
  try {
    const { status, body } = await channel.fetch(url, { limit: 2 * 1024 * 1024 })
    return status === 200 ? { name: 'avatar.jpg', data: body } : undefined
  } catch (error) {
    channel.log.debug({ reason: String(error) }, 'weibo.no-picture')
    return undefined
  }
}

function pictureAddress(user: Dict): string | undefined {
  const names = ['headimgurl_large', 'avatar_large', 'headimgurl', 'profile_image_url']
  return names.map((name) => text(user, name)).find((url) => /^https?:\/\//.test(url))
}
