import type { Account } from '../account.ts'
import type { Dict } from '../json.ts'
import { commentOf, postOf, type Said } from './comment.ts'

/** A list of Weibo that grows, and how its entries are read. */
export type List = {
  /** Under this name its place is remembered. */
  name: string
  path: string
  /** The field of the answer that holds the entries. */
  holds: string
  read: (entry: Dict, account: Account) => Said | undefined
}

/** Comments below our posts, and answers to our comments. */
export const comments: List[] = [
  { name: 'comments', path: '/2/comments/to_me.json', holds: 'comments', read: commentOf },
]

/** Posts and comments that name us. */
export const mentions: List[] = [
  { name: 'mentions', path: '/2/statuses/mentions.json', holds: 'statuses', read: postOf },
  { name: 'mentions.comments', path: '/2/comments/mentions.json', holds: 'comments', read: commentOf },
]
