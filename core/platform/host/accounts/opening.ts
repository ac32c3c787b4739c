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
import type { Channel, ChannelKind, OpenChannel, Settings, Simulator } from '../../../plugin/index.ts'
import type { Fetch } from '../../fetch/index.ts'
import { failure, resume } from '../../jobs/index.ts'
import { scheduleTasks } from '../tasks/tasks.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'
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
export type Build = (account: { row: Row; settings: Settings; secrets: string[]; fetch: Fetch }) => {
  channel: Channel
  end: () => Promise<void>
}

/** What opening needs beside the account. `random` (0..1) spreads the tries, `own` is where we listen, once we do. */
export type Ways = { build: Build; random: () => number; own: () => string | undefined }

/** One account of this process, open or not. `work` is what happens to it now: one thing after the other. */
export type Account = {
  id: number
  attempts: number
  work: Promise<void>
  opened?: OpenAccount
  /** What ends it, in this order. */
  ends: (() => Promise<void>)[]
  /** When it is tried again, milliseconds since 1970. */
  nextAt?: number
}

const openSeconds = 30
const closeSeconds = 5
const firstDelay = 5_000
const longestDelay = 600_000

/** Closes the account and, where an admin wants it, opens it as it is now. Sets `nextAt` where it must be tried again. */
export async function settle(app: App, account: Account, ways: Ways): Promise<void> {
  await close(app, account)
  const row = await findChannel(app.db, account.id)
  if (row?.deleted) await resume(app.db, opening(row.id), app.clock().toISOString())
  if (!row || !isEnabled(row)) return
  const kind = kindOf(app.plugins, row)
  if (kind) return open(app, account, { row, kind, ways })
  await reportState(app, row.id, { state: 'refused', reason: 'channels.reason.plugin-missing' })
}

/** Closes an account that its provider refuses, as another process or a job has learned; an admin may have mended it since. */
export async function retire(app: App, account: Account): Promise<void> {
  const row = await findChannel(app.db, account.id)
  if (row?.state === 'refused') await close(app, account)
}

/** Ends what the account has open; each part gets some seconds for it. */
export async function close(app: App, account: Account): Promise<void> {
  const { opened, ends } = account
  Object.assign(account, { opened: undefined, nextAt: undefined, ends: [] })
  for (const end of ends) {
    try {
      await within(closeSeconds, end())
    } catch (error) {
      const { reason } = failureOf(error, opened?.secrets)
      app.log.error({ channel: account.id, reason }, 'channel.close-failed')
    }
  }
}

type Opening = { row: Row; kind: ChannelKind; ways: Ways }

async function open(app: App, account: Account, { row, kind, ways }: Opening) {
  const secrets: string[] = []
  await reportState(app, row.id, { state: 'opening' })
  try {
    const rehearsal = row.rehearsal ? await playProvider(app, account, { row, kind, ways }) : undefined
    const settings = settingsFor(app, { row, kind }, rehearsal?.simulator.settings)
    secrets.push(...secretsOf(kind, settings))
    const { channel, end } = ways.build({ row, settings, secrets, fetch: rehearsal?.fetch ?? app.fetch })
    account.ends.unshift(end)
    const opened = await within(openSeconds, kind.open(channel), (late) => late.close())
    account.ends.unshift(() => opened.close())
    account.opened = { row, channel, open: opened, secrets, simulator: rehearsal?.simulator }
    account.attempts = 0
    await begin(app, account.opened)
  } catch (error) {
    void close(app, account)
    await giveWay(app, account, failureOf(error, secrets), ways.random)
  }
}

async function playProvider(app: App, account: Account, { row, kind, ways }: Opening): Promise<Rehearsal> {
  if (!kind.simulate) throw failure('channels.reason.plugin-missing', { permanent: true })
  const rehearsal = await rehearse(app, kind.simulate, { row, own: ways.own() })
  account.ends.unshift(rehearsal.close)
  return rehearsal
}

/** What a simulator knows wins over what is stored. */
function settingsFor(
  app: App,
  { row, kind }: Pick<Opening, 'row' | 'kind'>,
  simulated: Settings = {},
): Settings {
  return { ...forPlugin(kind.fields, openSettings(app, row)), ...simulated }
}

/** Everybody may know that it works, and what has waited for it goes on. */
async function begin(app: App, { row, open }: OpenAccount) {
  await reportState(app, row.id, { state: 'open' })
  await reportFault(app, row.id, undefined)
  await resume(app.db, opening(row.id), app.clock().toISOString())
  await scheduleTasks(app, row.id, open.tasks)
}

async function giveWay(
  app: App,
  account: Account,
  fault: ReturnType<typeof failureOf>,
  random: () => number,
) {
  const { reason, retryAfter } = fault
  const isOver = fault.permanent === true || fault.account === 'refused'
  app.log.warn({ channel: account.id, reason, permanent: isOver }, 'channel.open-failed')
  if (isOver) return reportState(app, account.id, { state: 'refused', reason })
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
