import { postJson } from './post.ts'
import { type Sender, textIn } from './sender.ts'

const priorities = { info: 2, warning: 4, urgent: 5 }

/** Whoever follows a topic on an ntfy server (docs.ntfy.sh, publish as JSON). */
export const sendToNtfy: Sender = async (out, settings, { heading, title, lines, url, level }) => {
  const token = textIn(settings, 'token')
  const message = {
    topic: textIn(settings, 'topic'),
    title: heading,
    message: [title, ...lines].join('\n'),
    priority: priorities[level],
    ...(url && { click: url }),
  }
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  await postJson(out, textIn(settings, 'server'), message, headers)
}
