import type { Channel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { textBody } from '../outbound/part.ts'
import { textIn } from '../settings.ts'
import { type Tree, textOf } from '../tree.ts'
import { uidOf } from '../uid.ts'
import { msgIdOf } from './ids.ts'
import { sentAt } from './item.ts'

// The code that allows a greeting ends after 20 seconds, and works once.
const codeLasts = 20_000

/** Greets whoever enters, where the platform gives leave. A greeting that is lost is not missed. */
export async function greet(
  channel: Channel,
  api: Api,
  { item, event, who }: { item: Tree; event: Tree; who: string },
): Promise<void> {
  const [code, text] = [textOf(event, 'welcome_code'), textIn(channel.settings, 'enterGreeting')]
  if (!code || !text || channel.now() >= sentAt(item) + codeLasts) return
  const uid = uidOf(`greeting:${textOf(item, 'msgid')}`)
  try {
    const json = { code, msgid: msgIdOf(uid, 0), ...textBody(text) }
    await api.call('/cgi-bin/kf/send_msg_on_event', { json })
    await channel.spoke(who, { uid, text })
  } catch (error) {
    channel.log.warn({ error }, 'wechat.greeting-failed')
  }
}
