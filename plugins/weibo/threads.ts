import type { Thread } from 'qiantai/plugin'
import type { Account } from './account.ts'

/** What stands in public, and how it is answered: a post by a comment below it, a comment by a reply to it. */
export type Place = { type: 'status'; id: string } | { type: 'comment'; id: string; post: string }

const prefix = 'public:'
const titleLength = 60

/** A user as one who speaks in public. */
export function publicOf(uid: string): string {
  return `${prefix}${uid}`
}

/** Is this a user as one who speaks in public? */
export function isPublic(who: string): boolean {
  return who.startsWith(prefix)
}

/** The user's own id, of either kind of customer. */
export function uidOf(who: string): string {
  return isPublic(who) ? who.slice(prefix.length) : who
}

/** What we call a post: the id of the message that it is. */
export function statusId(id: string): string {
  return `status:${id}`
}

/** What we call a comment, with the post that it stands below. */
export function commentId(id: string, post: string): string {
  return `comment:${id}:${post}`
}

/** Where the message with this id of ours stands, or undefined where it is in no public place. */
export function placeOf(externalId: string): Place | undefined {
  const [, type, id = '', post] = /^(status|comment):(\d+)(?::(\d+))?$/.exec(externalId) ?? []
  if (type === 'status') return { type, id }
  return type === 'comment' && post ? { type, id, post } : undefined
}

/** The post as its readers find it. */
export function threadOf({ hosts }: Pick<Account, 'hosts'>, post: { id: string; text: string }): Thread {
  const title = [...post.text].slice(0, titleLength).join('')
  return { url: `${hosts.web}/status/${post.id}`, ...(title && { title }) }
}
