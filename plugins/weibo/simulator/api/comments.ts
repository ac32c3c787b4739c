import { needed, refuse } from '../refusal.ts'
import type { Said } from '../routes.ts'
import { commentJson, pageOf, postJson } from '../timeline.ts'
import type { Values } from '../wire.ts'
import { words } from '../words.ts'
import { type Comment, nextId, patient, show, timeOf, type World } from '../world.ts'

const longest = 140

/** Comments below the account's posts and answers to its comments, newest first. */
export function commentsToMe(world: World, values: Values): Said {
  const { uid } = world.account
  const isToMe = ({ post, answers }: Comment) =>
    world.posts.get(post)?.uid === uid || (answers && world.comments.get(answers)?.uid === uid)
  return pageOf(values, 'comments', [...world.comments.values()].filter(isToMe), (each) =>
    commentJson(world, each),
  )
}

/** Comments that name the account. */
export function mentioningComments(world: World, values: Values): Said {
  const found = [...world.comments.values()].filter(({ text }) => namesUs(world, text))
  return pageOf(values, 'comments', found, (each) => commentJson(world, each))
}

/** Posts of others that name the account. */
export function mentioningPosts(world: World, values: Values): Said {
  const { uid } = world.account
  const found = [...world.posts.values()].filter((post) => post.uid !== uid && namesUs(world, post.text))
  return pageOf(values, 'statuses', found, (each) => postJson(world, each))
}

/** The account comments on a post. */
export function createComment(world: World, values: Values): Said {
  const post = needed(values, 'id')
  if (!world.posts.has(post)) throw refuse(20101)
  return commentJson(world, say(world, values, { post }))
}

/** The account answers a comment, below the post where it stands. */
export function replyToComment(world: World, values: Values): Said {
  const [answers, post] = [needed(values, 'cid'), needed(values, 'id')]
  if (!world.posts.has(post)) throw refuse(20101)
  const answered = world.comments.get(answers)
  if (answered?.post !== post) throw refuse(20201)
  const name = world.users.get(answered.uid)?.name
  const prefix = values['without_mention'] === '1' ? '' : `${words.answer}${name}:`
  return commentJson(world, say(world, values, { post, answers }, prefix))
}

function say(world: World, values: Values, place: Pick<Comment, 'post' | 'answers'>, prefix = ''): Comment {
  const [comment] = [needed(values, 'comment'), needed(values, 'rip')]
  const { uid } = world.account
  if ([...comment].length > longest) throw refuse(20012)
  const text = prefix + comment
  const said = [...world.comments.values()].findLast((each) => each.uid === uid)
  if (said?.text === text) throw refuse(20019)
  const made = { id: nextId(), uid, text, at: timeOf(world), ...place }
  world.comments.set(made.id, made)
  const to = place.answers ? world.comments.get(place.answers)?.uid : world.posts.get(place.post)?.uid
  if (to === patient) show(world, { from: 'clinic', text, public: true })
  return made
}

function namesUs({ account }: World, text: string): boolean {
  return text.includes(`@${account.name}`)
}
