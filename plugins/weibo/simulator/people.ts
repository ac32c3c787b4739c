import { deliver, type Delivery } from './push/delivery.ts'
import { type Deed, did, mentioned, placed, pushOf, said, sent } from './push/pushes.ts'
import { words } from './words.ts'
import { closeWindow, openMention, openWindow } from './window.ts'
import { type Media, nextId, postId, timeOf, type User, userOf, type World } from './world.ts'

/** Somebody of this Weibo does something; it is done, whether or not the clinic hears of it. */
export type Doings = {
  says: (uid: string, text: string) => Promise<Delivery>
  sends: (uid: string, type: 'image' | 'voice', media: Media) => Promise<Delivery>
  isAt: (uid: string, longitude: string, latitude: string, place: string) => Promise<Delivery>
  follows: (uid: string) => Promise<Delivery>
  unfollows: (uid: string) => Promise<Delivery>
  subscribes: (uid: string, on: boolean) => Promise<Delivery>
  scans: (uid: string, key: string) => Promise<Delivery>
  touches: (uid: string, button: { type: 'click' | 'view'; key: string }) => Promise<Delivery>
  /** Says something below a post; the account finds it when it asks. Answers the comment's id. */
  comments: (uid: string, text: string, post?: string, answers?: string) => string
  /** Posts something that names the account, and that it is told of. */
  mentions: (uid: string, text: string) => Promise<Delivery>
}

/** The verbs of this world's people. */
export function doingsOf(world: World): Doings {
  const does = (
    uid: string,
    deed: Deed,
    before: (user: User) => void = (user) => openWindow(world, user),
  ) => {
    before(userOf(world, uid))
    return deliver(world, pushOf(world, uid, deed))
  }
  return {
    says: (uid, text) => does(uid, said(text)),
    sends(uid, type, media) {
      const [vfid, tovfid] = [nextId(), nextId()]
      world.media.set(tovfid, media)
      return does(uid, sent(type, vfid, tovfid))
    },
    isAt: (uid, longitude, latitude, place) => does(uid, placed(longitude, latitude, place)),
    follows: (uid) => does(uid, did('follow', words.follow), (user) => follow(world, user)),
    unfollows: (uid) => does(uid, did('unfollow', words.unfollow), unfollow),
    subscribes: (uid, on) =>
      does(uid, did(on ? 'subscribe' : 'unsubscribe', on ? 'dy' : 'td'), (user) =>
        subscribe(world, user, on),
      ),
    scans: (uid, key) => scan(world, uid, key),
    touches: (uid, { type, key }) => does(uid, did(type, words.menu, { key })),
    comments: (uid, text, post = postId, answers) => comment(world, uid, { text, post, answers }),
    mentions: (uid, text) => mention(world, uid, text),
  }
}

function follow(world: World, user: User) {
  user.follows = true
  openWindow(world, user)
}

function unfollow(user: User) {
  Object.assign(user, { follows: false, subscribed: false })
  closeWindow(user)
}

function subscribe(world: World, user: User, on: boolean) {
  user.subscribed = on
  if (on) openWindow(world, user)
}

/** Whoever scans follows. */
function scan(world: World, uid: string, key: string): Promise<Delivery> {
  const user = userOf(world, uid)
  const ticket = world.scenes.get(key)?.ticket ?? ''
  const deed = did(user.follows ? 'scan' : 'scan_follow', words.scan, { key, ticket })
  follow(world, user)
  return deliver(world, pushOf(world, uid, deed))
}

function comment(world: World, uid: string, about: { text: string; post: string; answers?: string }): string {
  userOf(world, uid)
  const { answers, ...rest } = about
  const made = { id: nextId(), uid, at: timeOf(world), ...rest, ...(answers && { answers }) }
  world.comments.set(made.id, made)
  return made.id
}

function mention(world: World, uid: string, rest: string): Promise<Delivery> {
  const text = `@${world.account.name} ${rest}`
  const post = { id: nextId(), uid, text, at: timeOf(world) }
  world.posts.set(post.id, post)
  openMention(world, userOf(world, uid))
  return deliver(world, pushOf(world, uid, mentioned('status', post.id, text)))
}
