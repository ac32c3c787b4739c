import { refuse } from './refusal.ts'
import { numeric, timestamp, type Values } from './wire.ts'
import { type Comment, type Post, type User, userOf, type World } from './world.ts'

/** A page of a list: newer than `since_id`, not newer than `max_id`, newest first. */
export function pageOf<T extends { id: string }>(
  { since_id: since = '0', max_id: max = '0', count = '50', page = '1' }: Values,
  field: string,
  all: T[],
  jsonOf: (each: T) => object,
): object {
  const size = Number(count)
  if (!(size >= 1 && size <= 200)) throw refuse(10017)
  const isWithin = ({ id }: T) => BigInt(id) > BigInt(since) && (max === '0' || BigInt(id) <= BigInt(max))
  const found = all.filter(isWithin).toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1))
  const from = (Number(page) - 1) * size
  const entries = found.slice(from, from + size).map(jsonOf)
  return {
    [field]: entries,
    hasvisible: false,
    previous_cursor: 0,
    next_cursor: 0,
    total_number: found.length,
  }
}

/** A comment as Weibo tells it. */
export function commentJson(world: World, comment: Comment): object {
  const post = world.posts.get(comment.post)
  const answered = comment.answers && world.comments.get(comment.answers)
  return {
    ...said(world, comment),
    source: '<a href="https://weibo.com" rel="nofollow">微博网页版</a>',
    ...(post && { status: postJson(world, post) }),
    ...(answered && { reply_comment: said(world, answered) }),
  }
}

/** A post as Weibo tells it. */
export function postJson(world: World, post: Post): object {
  return said(world, post)
}

/** Somebody as Weibo tells of them. */
export function userJson({ stage }: World, { uid, name }: Pick<User, 'uid' | 'name'>): object {
  const picture = `${stage.address}/avatar/${uid}.png`
  return {
    id: numeric(uid),
    idstr: uid,
    screen_name: name,
    name,
    profile_image_url: picture,
    avatar_large: picture,
  }
}

function said(world: World, { id, uid, text, at }: Post): object {
  const user = uid === world.account.uid ? world.account : userOf(world, uid)
  const mid = id
  return { created_at: timestamp(at), id: numeric(id), idstr: id, mid, text, user: userJson(world, user) }
}
