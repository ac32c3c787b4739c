import type { Channel, ChannelKind, OpenChannel, ReplyRule, Settings } from 'qiantai/plugin'
import { type Line, readAccount } from './account.ts'
import { takePush } from './arrivals.ts'
import { authorization } from './authorize.ts'
import { answerCall } from './callback.ts'
import { checkAccount } from './check.ts'
import { tasksOf } from './comments/tasks.ts'
import { entriesOf } from './entries.ts'
import { fansFields } from './fields.ts'
import { healthOf } from './health.ts'
import { menuLimits, menuOf } from './menu.ts'
import { longestText } from './outgoing/parts.ts'
import { longestComment } from './outgoing/public.ts'
import { send } from './outgoing/send.ts'
import { profileOf } from './profile.ts'
import { simulate } from './simulator/index.ts'
import { warningsOf } from './warnings.ts'

/** A verified account of Weibo with 粉丝服务平台: private messages by its callback, comments and mentions by asking. */
export const fans: ChannelKind = {
  kind: 'fans',
  sends: true,
  fields: fansFields,
  can: { text: { max: longestText, split: true }, image: true, link: true },
  public: { text: { max: longestComment } },
  replies: repliesOf,
  menu: menuLimits,
  identify: ({ uid }) => String(uid),
  warn: warningsOf,
  check: checkAccount,
  open: async (channel) => open(channel),
  simulate,
}

function open(channel: Channel): OpenChannel {
  const line: Line = { channel, account: readAccount(channel.settings) }
  return {
    hooks: { '': (request) => answerCall(line, request) },
    pushed: (push, signal) => takePush(line, push, signal),
    tasks: tasksOf(line),
    send: (message, signal) => send(line, message, signal),
    profile: (who) => profileOf(line, who),
    entries: entriesOf(line),
    menu: menuOf(line),
    health: () => healthOf(line),
    authorize: authorization(line),
    close: async () => {},
  }
}

/** Whoever does something may be answered for two days, as often as we like; whoever names us in public, once. */
function repliesOf({ windowHours = 48, mentionReplies = 1, commentDays = 365 }: Settings): ReplyRule[] {
  const seconds = Number(windowHours) * 3600
  const doings = ['message', 'follow', 'subscribe', 'choose', 'scan'] as const
  return [
    ...doings.map((after) => ({ after, seconds })),
    { after: 'mention', count: Number(mentionReplies), seconds },
    { after: 'comment', seconds: Number(commentDays) * 86_400 },
  ]
}
