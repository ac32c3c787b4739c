import type { Channel, Happening, Incoming } from 'qiantai/plugin'
import { withoutFile } from './fetching.ts'

/**
 * Stores a message. Where its file is refused, it is stored without; whoever is blocked is not heard. Whatever else is
 * wrong rejects, to be tried again. Answers whether it was stored.
 */
export async function store(
  channel: Channel,
  type: string,
  message: Incoming,
  also?: { remember: Record<string, unknown> },
): Promise<boolean> {
  try {
    await channel.receive(message, also)
    return true
  } catch (error) {
    if (statusOf(error) === 400 && message.files)
      return store(channel, type, withoutFile(type, message), also)
    if (!isRefused(error)) throw error
    channel.log.info({ message: message.externalId, error }, 'wechat.message-refused')
    return false
  }
}

/** Stores what a customer did; whoever is blocked is not heard. Answers whether it was stored now. */
export async function storeHappening(channel: Channel, happening: Happening): Promise<boolean> {
  try {
    return !(await channel.happened(happening)).repeated
  } catch (error) {
    if (!isRefused(error)) throw error
    channel.log.info({ happening: happening.externalId, error }, 'wechat.happening-refused')
    return false
  }
}

function isRefused(error: unknown): boolean {
  return [400, 403].includes(statusOf(error) ?? 0)
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error ? Number(error.status) : undefined
}
