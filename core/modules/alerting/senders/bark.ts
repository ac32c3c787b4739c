import { postJson, refusal } from './post.ts'
import { type Sender, textIn } from './sender.ts'

const levels = { info: 'passive', warning: 'active', urgent: 'timeSensitive' }
const known = { 400: { reason: 'no-device' } }

/** An iPhone by Bark (github.com/Finb/bark-server, API V2). */
export const sendToBark: Sender = async (out, settings, { heading, title, lines, url, level }) => {
  const message = {
    device_key: textIn(settings, 'key'),
    title: heading,
    body: [title, ...lines].join('\n'),
    group: heading,
    level: levels[level],
    ...(url && { url }),
  }
  const { json } = await postJson(out, new URL('push', folderOf(textIn(settings, 'server'))).href, message)
  if (json['code'] !== 200) throw refusal(Number(json['code']), String(json['message'] ?? ''), known)
}

function folderOf(server: string): string {
  return server.endsWith('/') ? server : `${server}/`
}
