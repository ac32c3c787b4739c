import type { App } from '../../module.ts'
import { isWanted, listChannels } from '../channels/index.ts'
import { type Target, targetsOf } from '../conversations/index.ts'
import { textAccount } from '../texting/index.ts'
import type { Via } from './link.ts'

/** One way to get a link to the customer: `value` names it in a form, `label` is the number or the name there. */
export type Way = { value: string; via: Via; identityId?: number; label?: string; target?: Target }

/** Every way that is open now, the best first: a short message, a chat in its window, the screen, and words. */
export async function waysFor(app: App, conversation: { id: number; personId: number }): Promise<Way[]> {
  const targets = await targetsOf(app, conversation)
  const texts = await textAccount(app)
  const numbers = targets.filter(({ channel }) => texts && !channel)
  const chats = targets.filter(mayBeWritten)
  return [
    ...chats.filter(({ current }) => current).map((target) => wayTo('message', target)),
    ...numbers.map((target) => wayTo('sms', target)),
    ...chats.filter(({ current }) => !current).map((target) => wayTo('message', target)),
    { value: 'qr', via: 'qr' },
    { value: 'code', via: 'code' },
  ]
}

/** The numbers of the customer, which a code proves. */
export async function numbersFor(app: App, conversation: { id: number; personId: number }) {
  const targets = await targetsOf(app, conversation)
  return targets.filter(({ channel }) => !channel).map(({ identityId, label }) => ({ identityId, label }))
}

/** Is an exchange open that can call them? */
export async function mayBeCalled(app: App): Promise<boolean> {
  const channels = await listChannels(app.db)
  return channels.some((channel) => isWanted(channel) && app.channels.open(channel.id)?.voice !== undefined)
}

function wayTo(via: 'sms' | 'message', target: Target): Way {
  const { identityId, label } = target
  return { value: `${via}:${identityId}`, via, identityId, label, target }
}

function mayBeWritten(target: Target): boolean {
  const { channel, available, window, can } = target
  return channel !== undefined && !target.public && available && window.open && can.text.max > 0
}
