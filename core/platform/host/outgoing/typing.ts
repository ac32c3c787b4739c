import type { App } from '../../../module.ts'
import { failureOf } from '../../../modules/channels/index.ts'
import { latestIdentity } from '../../../modules/conversations/index.ts'
import { identityById } from '../../../modules/people/index.ts'
import type { Accounts } from '../accounts/accounts.ts'

const restMilliseconds = 5000

/**
 * Shows customers that an agent writes to them, on channels that can: at most every five seconds for one conversation,
 * and once when the agent stops. Answers what ends it, and resolves when nothing is under way.
 */
export function tellTyping(app: App, accounts: Accounts): () => Promise<void> {
  const shown = new Map<number, number>()
  const turns = new Map<number, Promise<void>>()

  function hear(topic: string, data: Record<string, unknown>) {
    const [name, id] = topic.split(':', 2)
    if (name !== 'conversation' || data['kind'] !== 'typing' || data['mode'] !== 'reply') return
    const on = data['on'] === true
    if (isNews(Number(id), on)) inTurn(Number(id), () => tell(app, accounts, Number(id), on))
  }

  /** One after the other, so that the end is the last that a customer sees. */
  function inTurn(conversationId: number, work: () => Promise<void>) {
    const turn = (turns.get(conversationId) ?? Promise.resolve()).then(work)
    turns.set(conversationId, turn)
    void turn.then(() => turns.get(conversationId) === turn && turns.delete(conversationId))
  }

  function isNews(conversationId: number, on: boolean): boolean {
    if (!on) return shown.delete(conversationId)
    const now = app.clock().getTime()
    if (now - (shown.get(conversationId) ?? -Infinity) < restMilliseconds) return false
    shown.set(conversationId, now)
    return true
  }

  const deafen = app.hub.onWhisper(hear)
  return async () => {
    deafen()
    await Promise.all(turns.values())
  }
}

async function tell(app: App, accounts: Accounts, conversationId: number, on: boolean) {
  try {
    const id = await latestIdentity(app.db, conversationId)
    const identity = id === undefined ? undefined : await identityById(app.db, id)
    if (!identity || identity.public) return
    await accounts.withId(identity.channelId ?? 0)?.open.typing?.(identity.externalId, on)
  } catch (error) {
    app.log.debug({ conversation: conversationId, reason: failureOf(error).reason }, 'channel.typing-failed')
  }
}
