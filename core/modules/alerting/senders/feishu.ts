import { createHmac } from 'node:crypto'
import type { Note } from '../note.ts'
import { postJson, refusal } from './post.ts'
import { type Sender, textIn } from './sender.ts'

const known = {
  19001: { reason: 'no-robot' },
  19021: { reason: 'safety' },
  19022: { reason: 'safety' },
  19024: { reason: 'safety' },
  11232: { reason: 'too-many', permanent: false },
}

/** A group robot of 飞书: 100 messages a minute and 5 a second (open.feishu.cn, custom bots). */
export const sendToFeishu: Sender = async (out, settings, note) => {
  const message = { ...signature(textIn(settings, 'secret'), out.clock()), ...post(note) }
  const { json } = await postJson(out, textIn(settings, 'url'), message)
  const code = json['code'] ?? json['StatusCode']
  if (code !== 0) throw refusal(Number(code), String(json['msg'] ?? ''), known)
}

/** 签名校验: the secret is part of the key, and nothing is signed with it; the time is in seconds. */
function signature(secret: string, now: Date) {
  if (!secret) return {}
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') }
}

function post({ heading, title, lines, url, look }: Note) {
  const texts = lines.map((text) => [{ tag: 'text', text }])
  const link = url ? [[{ tag: 'a', text: look, href: url }]] : []
  const content = [[{ tag: 'text', text: title }], ...texts, ...link]
  return { msg_type: 'post', content: { post: { zh_cn: { title: heading, content } } } }
}
