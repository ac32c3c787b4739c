import { createHmac } from 'node:crypto'
import { postJson } from './post.ts'
import { type Sender, textIn } from './sender.ts'

/**
 * Somebody's own program, told as Standard Webhooks says (standardwebhooks.com): the same `webhook-id` is the same
 * event, and `webhook-signature` is `v1,` and the HMAC-SHA256 of `<id>.<timestamp>.<body>` in base64.
 */
export const sendToWebhook: Sender = async (out, settings, note) => {
  const { id, kind, level, title, lines, url, at } = note
  const body = JSON.stringify({ type: kind, timestamp: at, data: { level, title, lines, url } })
  const timestamp = String(Math.floor(out.clock().getTime() / 1000))
  const hmac = createHmac('sha256', textIn(settings, 'secret'))
  await postJson(out, textIn(settings, 'url'), body, {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac.update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  })
}
