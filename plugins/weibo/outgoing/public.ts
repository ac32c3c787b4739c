import type { Outgoing } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { call, type Call } from '../api/client.ts'
import { text } from '../json.ts'
import { commentId, type Place, placeOf } from '../threads.ts'
import { wordsOf } from './parts.ts'

/** Characters that Weibo takes in a comment. */
export const longestComment = 140

/** Answers in public: a post by a comment below it, a comment by a reply to it. */
export async function sendPublicly(line: Line, message: Outgoing, signal: AbortSignal) {
  const { place, words, ip } = check(line, message)
  const said = await call(line, { ...requestOf(place, words, ip), signal })
  const id = text(said, 'idstr') || text(said, 'id')
  return id ? { externalId: commentId(id, place.type === 'status' ? place.id : place.post) } : {}
}

function check({ channel, account }: Line, message: Outgoing): { place: Place; words: string; ip: string } {
  const refuse = (reason: string) => channel.failure(`weibo:reason.${reason}`, { permanent: true })
  const place = placeOf(message.answers ?? '')
  const words = wordsOf(message)
  if (!place) throw refuse('nothing-to-answer')
  if (words === undefined) throw refuse('public-kind')
  if ([...words].length > longestComment) throw refuse('comment-long')
  if (!account.operatorIp) throw refuse('operator-ip')
  return { place, words, ip: account.operatorIp }
}

function requestOf(place: Place, comment: string, rip: string): Call {
  const asked = { method: 'POST' } as const
  if (place.type === 'status')
    return { ...asked, path: '/2/comments/create.json', values: { id: place.id, comment, rip } }
  const values = { cid: place.id, id: place.post, comment, without_mention: '0', rip }
  return { ...asked, path: '/2/comments/reply.json', values }
}
