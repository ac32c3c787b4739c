import { createHash } from 'node:crypto'
import { canonical, dict, type Dict, readJson, text } from './json.ts'

/** One push of Weibo, every field as text. */
export type Push = {
  type: string
  /** Who did it. */
  sender: string
  /** Our account. */
  receiver: string
  createdAt: string
  text: string
  data: Dict
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads the body of a push, or answers undefined where it is none: XML, another encoding, nonsense. */
export function readPush(body: Uint8Array): Push | undefined {
  try {
    return pushOf(dict(readJson(utf8.decode(body))))
  } catch {
    return undefined
  }
}

/**
 * What makes two pushes the same. Weibo gives no id; two equal texts of one person within one second are one, which
 * cannot be told apart from a push that is repeated.
 */
export function keyOf({ type, sender, receiver, createdAt, text: said, data }: Push): string {
  const parts = [type, sender, receiver, createdAt, said, canonical(data)]
  return createHash('sha1').update(parts.join('|')).digest('hex')
}

function pushOf(body: Dict): Push | undefined {
  const [sender, receiver] = [text(body, 'sender_id'), text(body, 'receiver_id')]
  if (!/^\d{1,20}$/.test(sender) || !/^\d{1,20}$/.test(receiver)) return undefined
  return {
    type: text(body, 'type'),
    sender,
    receiver,
    createdAt: text(body, 'created_at'),
    text: text(body, 'text'),
    data: dict(body['data']),
  }
}
