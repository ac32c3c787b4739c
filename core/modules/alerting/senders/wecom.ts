import { markdownOf } from './markdown.ts'
import { postJson, refusal } from './post.ts'
import { type Sender, textIn } from './sender.ts'

const colours = { info: 'info', warning: 'warning', urgent: 'warning' }
const known = {
  93000: { reason: 'no-robot' },
  45009: { reason: 'too-many', permanent: false },
}

/** A group robot of 企业微信: Markdown up to 4,096 bytes, 20 messages a minute (developer.work.weixin.qq.com, path 91770). */
export const sendToWecom: Sender = async (out, settings, note) => {
  const head = `<font color="${colours[note.level]}">${note.heading}</font>`
  const content = `${head}\n${markdownOf(note)}`
  const { json } = await postJson(out, textIn(settings, 'url'), {
    msgtype: 'markdown',
    markdown: { content },
  })
  if (json['errcode'] !== 0) throw refusal(Number(json['errcode']), String(json['errmsg'] ?? ''), known)
}
