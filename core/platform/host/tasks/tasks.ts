import type { App } from '../../../module.ts'
import { failureOf, findChannel, isEnabled, reportFault } from '../../../modules/channels/index.ts'
import type { OpenChannel, Task } from '../../../plugin/index.ts'
import { enqueueOnce, type Handler } from '../../jobs/index.ts'
import { later } from '../../time.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { OpenAccount } from '../accounts/opening.ts'
import { atWork, troubleOf } from '../accounts/trouble.ts'
import { orAborted } from '../../within.ts'

type Payload = { channelId: number; name: string }

// A failure that is over by the third try is nothing an admin has to know.
const quietTries = 2
const delays = [5, 15, 60]

/**
 * The job that runs a task of an account, and asks for its next turn. One at a time over all processes: the key is the
 * task's. Those of an account that is paused or deleted end here; one that is refused keeps them waiting.
 */
export function taskJob(app: App, accounts: Accounts): Handler<Payload> {
  return {
    delays,
    persists: true,
    async run(payload, { attempt, signal }) {
      const { channelId, name } = payload
      const channel = await findChannel(app.db, channelId)
      if (!channel || !isEnabled(channel)) return
      const account = await atWork(app, accounts, channelId)
      const { tasks = {} } = account.open
      const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined
      if (!task) return
      await attemptTask(app, account, task, { attempt, signal, name })
      if (task.every) await askFor(app, payload, task.every)
    },
  }
}

/** Gives every task of an account that has just been opened its turn, and so begins its rhythm. */
export async function scheduleTasks(app: App, channelId: number, tasks: OpenChannel['tasks'] = {}) {
  for (const [name, { every }] of Object.entries(tasks)) if (every) await askFor(app, { channelId, name })
}

/** Asks for a turn in `seconds`, at once unless told. One that waits already is enough; one that runs is not. */
export async function askFor(app: App, payload: Payload, seconds = 0): Promise<void> {
  const at = app.clock().toISOString()
  const dueAt = later(at, seconds * 1000)
  const key = `task:${payload.channelId}:${payload.name}`
  await enqueueOnce(app.db, { name: 'channel.task', key, payload, dueAt }, at)
}

async function attemptTask(
  app: App,
  account: OpenAccount,
  task: Task,
  { attempt, signal, name }: { attempt: number; signal: AbortSignal; name: string },
) {
  const { row, secrets } = account
  try {
    await orAborted(signal, task.run(signal))
  } catch (error) {
    const { reason, permanent, account: verdict } = failureOf(error, secrets)
    app.log.warn({ channel: row.id, task: name, reason }, 'channel.task-failed')
    const isLasting = (attempt > quietTries || permanent) && verdict !== 'refused'
    if (isLasting) await reportFault(app, row.id, reason)
    throw await troubleOf(app, account, error)
  }
  if (attempt > 1) await reportFault(app, row.id, undefined)
}
