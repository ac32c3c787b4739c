import { randomBytes, randomInt } from 'node:crypto'
import type { PhoneLine, Stage } from 'qiantai/plugin'
import { words } from './words.ts'

/** What goes wrong on demand: an error code, no answer although it was done, a line that drops, a broken gateway. */
export type Fault = { path?: string; with: number | 'silent' | 'reset' | 'gateway' }
export type Button = { name: string; type?: string; key?: string; url?: string; sub_button?: Button[] }
export type User = {
  uid: string
  name: string
  follows: boolean
  subscribed: boolean
  /** Until when they may be answered, and how often after a mention. Milliseconds. */
  window: number
  mention: { until: number; left: number }
}
export type Post = { id: string; uid: string; text: string; at: number }
/** `post` is the post below which it stands, `answers` the comment that it answers. */
export type Comment = Post & { post: string; answers?: string }
export type Scene = { key: string; ticket: string }
export type Media = { mime: string; data: Buffer }

/** Everything that this Weibo knows: one account, and the people who write to it. */
export type World = {
  stage: Stage
  account: { uid: string; name: string; appKey: string; secret: string }
  /** Tokens and when they end, milliseconds; codes that can be exchanged for one. */
  tokens: Map<string, number>
  codes: Map<string, string>
  users: Map<string, User>
  posts: Map<string, Post>
  comments: Map<string, Comment>
  media: Map<string, Media>
  scenes: Map<string, Scene>
  menu: Button[]
  lines: PhoneLine[]
  faults: Fault[]
  /** Calls that each address takes in an hour, and those of its last one. */
  limits: Map<string, number>
  calls: Map<string, { hour: number; count: number }>
  /** How much time was let go by, milliseconds. */
  passed: number
}

export const patient = '7651029384'
export const postId = '5098765432109876543'
const day = 86_400_000

/** A Weibo in which the clinic has an account with a post, and one patient whom nobody knows yet. */
export function createWorld(stage: Stage): World {
  const account = {
    uid: '1902538057',
    name: words.account,
    appKey: String(randomInt(1e9, 2 ** 32)),
    secret: randomBytes(16).toString('hex'),
  }
  const post = { id: postId, uid: account.uid, text: words.post, at: stage.now() - day }
  const world: World = {
    stage,
    account,
    tokens: new Map([[`2.00${randomBytes(14).toString('hex')}`, stage.now() + 90 * day]]),
    codes: new Map(),
    users: new Map(),
    posts: new Map([[postId, post]]),
    comments: new Map(),
    media: new Map(),
    scenes: new Map(),
    menu: [],
    lines: [{ id: postId, from: 'clinic', at: post.at, text: post.text, public: true }],
    faults: [],
    limits: new Map(),
    calls: new Map(),
    passed: 0,
  }
  userOf(world, patient, words.patient)
  return world
}

/** The time of this world, milliseconds: the rehearsal's, and what was let go by. */
export function timeOf({ stage, passed }: World): number {
  return stage.now() + passed
}

/** Somebody of this Weibo; whoever is named for the first time is made. */
export function userOf(world: World, uid: string, name = words.user + uid): User {
  const known = world.users.get(uid)
  if (known) return known
  const user = { uid, name, follows: false, subscribed: false, window: 0, mention: { until: 0, left: 0 } }
  world.users.set(uid, user)
  return user
}

let last = 5_100_000_000_000_000_000n

/** An id as Weibo makes them: longer than a number holds, and growing. */
export function nextId(): string {
  last += BigInt(randomInt(1, 1000))
  return String(last)
}

/** Shows something on the patient's phone. */
export function show(world: World, line: Omit<PhoneLine, 'id' | 'at'>): void {
  world.lines.push({ id: nextId(), at: world.stage.now(), ...line })
  world.stage.changed()
}
