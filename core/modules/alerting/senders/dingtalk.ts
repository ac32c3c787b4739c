import { createHmac } from 'node:crypto'
import { markdownOf } from './markdown.ts'
import { postJson, refusal } from './post.ts'
import { type Sender, textIn } from './sender.ts'

const known = {
  310000: { reason: 'safety' },
  300005: { reason: 'no-robot' },
  400102: { reason: 'no-robot' },
  130101: { reason: 'too-many', permanent: false },
  410100: { reason: 'too-many', permanent: false },
}

/** A group robot of 钉钉: 20 messages a minute, and 10 minutes of nothing after that (open.dingtalk.com, custom robots). */
export const sendToDingtalk: Sender = async (out, settings, note) => {
  const text = `${note.heading}\n\n${markdownOf(note)}`
  const markdown = { title: `${note.heading} ${note.title}`, text }
  const url = signed(textIn(settings, 'url'), textIn(settings, 'secret'), out.clock().getTime())
  const { json } = await postJson(out, url, { msgtype: 'markdown', markdown })
  if (json['errcode'] !== 0) throw refusal(Number(json['errcode']), String(json['errmsg'] ?? ''), known)
}

/** 加签: the secret signs itself with the time in milliseconds, which may be an hour off. */
function signed(address: string, secret: string, timestamp: number): string {
  if (!secret) return address
  const url = new URL(address)
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  url.searchParams.set('timestamp', String(timestamp))
  url.searchParams.set('sign', sign)
  return url.href
}
