import type { App } from '../../../module.ts'
import {
  type Channel as Row,
  failureOf,
  findChannel,
  forPlugin,
  isEnabled,
  kindOf,
  openSettings,
  reportFault,
  reportState,
  secretsOf,
} from '../../../modules/channels/index.ts'
import type { Channel, ChannelKind, OpenChannel, Simulator } from '../../../plugin/index.ts'
import { resume } from '../../jobs/index.ts'
import { scheduleTasks } from '../tasks/tasks.ts'
import { opening } from './trouble.ts'
import { within } from './within.ts'

/** One open account: its row when it was opened, what its plugin was given, and what the plugin answered. */
export type OpenAccount = {
  row: Row
  channel: Channel
  open: OpenChannel
  secrets: string[]
  /** Of a rehearsal: who plays its provider. */
  simulator?: Simulator
}

/** Makes the channel that a plugin sees; `end` takes it away, and resolves when nothing is under way on it. */
export type Build = (account: { row: Row; settings: Channel['settings']; secrets: string[] }) => {
  channel: Channel
  end: () => Promise<void>
}

/** One account of this process, open or not. `work` is what happens to it now: one thing after the other. */
export type Account = {
  id: number
  attempts: number
  work: Promise<void>
  opened?: OpenAccount
  end?: () => Promise<void>
  /** When it is tried again, milliseconds since 1970. */
  nextAt?: number
}

const openSeconds = 30
const closeSeconds = 5
const firstDelay = 5_000
const longestDelay = 600_000

/** Closes the account and, where an admin wants it, opens it as it is now. Sets `nextAt` where it must be tried again. */
export async function settle(app: App, account: Account, build: Build, random: () => number): Promise<void> {
  await close(app, account)
  const row = await findChannel(app.db, account.id)
  if (row?.deleted) await resume(app.db, opening(row.id), app.clock().toISOString())
  if (!row || !isEnabled(row)) return
  const kind = kindOf(app.plugins, row)
  if (kind) return open(app, account, { row, kind, build, random })
  await reportState(app, row.id, { state: 'refused', reason: 'channels.reason.plugin-missing' })
}

/** Closes an account that its provider refuses, as another process or a job has learned; an admin may have mended it since. */
export async function retire(app: App, account: Account): Promise<void> {
  const row = await findChannel(app.db, account.id)
  if (row?.state === 'refused') await close(app, account)
}

/** Ends what the account has open; its plugin gets some seconds for it. */
export async function close(app: App, account: Account): Promise<void> {
  const { opened, end } = account
  account.opened = account.end = account.nextAt = undefined
  for (const ending of [() => opened?.open.close(), () => end?.()]) {
    try {
      await within(closeSeconds, Promise.resolve(ending()))
    } catch (error) {
      const { reason } = failureOf(error, opened?.secrets)
      app.log.error({ channel: account.id, reason }, 'channel.close-failed')
    }
  }
}

type Opening = { row: Row; kind: ChannelKind; build: Build; random: () => number }

async function open(app: App, account: Account, { row, kind, build, random }: Opening) {
  await reportState(app, row.id, { state: 'opening' })
  const settings = forPlugin(kind.fields, openSettings(app, row))
  const secrets = secretsOf(kind, settings)
  const { channel, end } = build({ row, settings, secrets })
  try {
    const opened = await within(openSeconds, kind.open(channel), (late) => late.close())
    Object.assign(account, { opened: { row, channel, open: opened, secrets }, end, attempts: 0 })
    await reportState(app, row.id, { state: 'open' })
    await reportFault(app, row.id, undefined)
    await resume(app.db, opening(row.id), app.clock().toISOString())
    await scheduleTasks(app, row.id, opened.tasks)
  } catch (error) {
    void end()
    await giveWay(app, account, failureOf(error, secrets), random)
  }
}

async function giveWay(
  app: App,
  account: Account,
  failure: ReturnType<typeof failureOf>,
  random: () => number,
) {
  const { reason, permanent, retryAfter } = failure
  app.log.warn({ channel: account.id, reason, permanent }, 'channel.open-failed')
  if (permanent) return reportState(app, account.id, { state: 'refused', reason })
  const delay = retryAfter ? retryAfter * 1000 : delayOf(account.attempts++, random())
  account.nextAt = app.clock().getTime() + delay
  await reportState(app, account.id, {
    state: 'retrying',
    reason,
    nextAt: new Date(account.nextAt).toISOString(),
  })
}

/** 5 s, 10 s, 20 s … 10 min, of which the last half is up to chance. Milliseconds. */
function delayOf(attempts: number, chance: number): number {
  return Math.min(firstDelay * 2 ** attempts, longestDelay) * (0.5 + chance / 2)
}
