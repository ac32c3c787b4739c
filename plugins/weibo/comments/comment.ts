import type { Incoming } from 'qiantai/plugin'
import type { Account } from '../account.ts'
import { type Dict, dict, text } from '../json.ts'
import { commentId, publicOf, statusId, threadOf } from '../threads.ts'
import { timeOf } from '../time.ts'

/** Something that somebody said in public, to us or of us. */
export type Said = { id: string; uid: string; name: string; incoming: Incoming }

/** Reads a comment; undefined where it is incomplete (a post that is gone). */
export function commentOf(comment: Dict, account: Account): Said | undefined {
  const post = dict(comment['status'])
  const [id, postId] = [idOf(comment), idOf(post)]
  if (!id || !postId) return undefined
  const thread = threadOf(account, { id: postId, text: text(post, 'text') })
  return saidOf(comment, { id, externalId: commentId(id, postId), public: thread, doing: 'comment' })
}

/** Reads a post that names us. */
export function postOf(post: Dict, account: Account): Said | undefined {
  const id = idOf(post)
  if (!id) return undefined
  const thread = threadOf(account, { id, text: text(post, 'text') })
  return saidOf(post, { id, externalId: statusId(id), public: thread, doing: 'mention' })
}

/** Ids in their order: longer ones are newer, and no number holds them. */
export function byId(one: { id: string }, other: { id: string }): number {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : Number(one.id > other.id))
}

type About = Required<Pick<Incoming, 'externalId' | 'public' | 'doing'>> & { id: string }

function saidOf(from: Dict, { id, ...about }: About): Said | undefined {
  const user = dict(from['user'])
  const uid = idOf(user)
  if (!uid) return undefined
  const at = timeOf(text(from, 'created_at'))
  const incoming = { who: publicOf(uid), text: text(from, 'text'), ...about, ...(at && { at }) }
  return { id, uid, name: text(user, 'screen_name'), incoming }
}

function idOf(from: Dict): string {
  const id = text(from, 'idstr') || text(from, 'id')
  return /^\d{1,20}$/.test(id) ? id : ''
}
