import type { OpenChannel, Task } from 'qiantai/plugin'
import type { Line } from '../account.ts'
import { comments, type List, mentions } from './lists.ts'
import { poll } from './poll.ts'

/** What is asked for every so often, as Weibo tells nobody of comments. */
export function tasksOf(line: Line): OpenChannel['tasks'] {
  const { account } = line
  return {
    ...(account.comments && { comments: taskOf(line, comments) }),
    ...(account.mentions && { mentions: taskOf(line, mentions) }),
  }
}

function taskOf(line: Line, lists: List[]): Task {
  return { every: line.account.pollSeconds, run: (signal) => run(line, lists, signal) }
}

/**
 * Without leave there is nothing to ask for. That it ended is told by the account's health, and by whatever is to be
 * sent: private messages still come in, so a poll does not switch the account off.
 */
async function run(line: Line, lists: List[], signal: AbortSignal): Promise<void> {
  const { channel, account } = line
  if (!account.token) return
  try {
    for (const list of lists) await poll(line, list, signal)
  } catch (error) {
    if (!isRefused(error)) throw error
    channel.log.warn({ reason: String(error) }, 'weibo.poll-without-leave')
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'account' in error && error.account === 'refused'
}
