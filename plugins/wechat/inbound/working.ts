import type { Channel, OpenChannel } from 'qiantai/plugin'
import type { Api } from '../api/api.ts'
import { momentOf, readPush } from '../callback/push.ts'
import { type Tree, textOf } from '../tree.ts'
import { withFile } from './fetching.ts'
import { happeningsIn } from './happenings.ts'
import { saidIn } from './message.ts'
import { outcomesIn } from './outcomes.ts'
import { reportOutcome } from './reporting.ts'
import { store, storeHappening } from './storing.ts'
import { titled } from './titles.ts'

/** What a kind of account does itself about what was stored; `isNew`: it was not known before. */
export type Greet = (push: Tree, key: string, isNew: boolean) => Promise<void>

type Desk = { channel: Channel; api: Api; greet: Greet; notices: NonNullable<OpenChannel['notices']> }

/** Works on what was pushed to a 公众号 or 小程序: it becomes messages, happenings, outcomes, or a line in the log. */
export function working(desk: Desk): NonNullable<OpenChannel['pushed']> {
  const { channel, api } = desk
  return async ({ key, body }) => {
    const push = readPush(Buffer.from(body))
    if (textOf(push, 'msgtype') === 'event') return react(desk, push, key)
    const said = saidIn(push)
    await store(channel, said.type, await withFile(channel, api, said))
  }
}

async function react({ channel, greet, notices }: Desk, push: Tree, key: string) {
  const event = textOf(push, 'event').toLowerCase()
  const happenings = await Promise.all(happeningsIn(push, key).map((deed) => titled(channel, notices, deed)))
  const outcomes = outcomesIn(push)
  const stored = await Array.fromAsync(happenings, (happening) => storeHappening(channel, happening))
  if (stored.length > 0) await greet(push, key, stored.some(Boolean))
  for (const outcome of outcomes) await reportOutcome(channel, outcome, momentOf(push) ?? 0)
  if (event === 'user_authorization_revoke') return channel.withdraw(textOf(push, 'fromusername'))
  if (happenings.length + outcomes.length === 0)
    channel.log.info({ event: event.slice(0, 80) }, 'wechat.event-ignored')
}
