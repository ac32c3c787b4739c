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
import { within } from '../../within.ts'

/**
 * One open account: its row when it was opened, what its plugin was given, and what the plugin answered; where it is
 * not at work, only as much of that as hears.
 */
export type OpenAccount = {
  row: Row
  channel: Channel
  open: OpenChannel
  secrets: string[]
  /** False while its provider refuses it: customers are heard, and nothing else is done. */
  isAtWork: boolean
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

/** Lets an account only hear, as a job or another process has learned that its provider refuses it; an admin may have mended it since. */
export async function mute(app: App, account: Account): Promise<void> {
  const row = await findChannel(app.db, account.id)
  if (row?.state === 'refused' && account.opened) account.opened = muted(account.opened)
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

/** What has waited for it goes on. One that is refused stays so, and hears; an admin lets it try again. */
async function open(app: App, account: Account, { row, kind, ways }: Opening) {
  const isRefused = row.state === 'refused'
  if (!isRefused) await reportState(app, row.id, { state: 'opening' })
  const opened = await listen(app, account, { row, kind, ways })
  if (!opened) return
  if (!isRefused) await begin(app, account, opened)
  await resume(app.db, opening(row.id), app.clock().toISOString())
}

/** From here on its hooks are at work. Answers the whole account, or nothing where that failed. */
async function listen(app: App, account: Account, { row, kind, ways }: Opening) {
  const secrets: string[] = []
  try {
    const rehearsal = row.rehearsal ? await playProvider(app, account, { row, kind, ways }) : undefined
    const settings = settingsFor(app, { row, kind }, rehearsal?.simulator.settings)
    secrets.push(...secretsOf(kind, settings))
    const { channel, end } = ways.build({ row, settings, secrets, fetch: rehearsal?.fetch ?? app.fetch })
    account.ends.unshift(end)
    const opened = await within(openSeconds, kind.open(channel), (late) => late.close())
    account.ends.unshift(() => opened.close())
    const whole = { row, channel, open: opened, secrets, isAtWork: true, simulator: rehearsal?.simulator }
    account.opened = muted(whole)
    account.attempts = 0
    return whole
  } catch (error) {
    await close(app, account)
    await giveWay(app, account, failureOf(error, secrets), { row, ways })
    return undefined
  }
}

function muted({ open: { hooks, pushed, health, authorize, close }, ...account }: OpenAccount): OpenAccount {
  return { ...account, isAtWork: false, open: { hooks, pushed, health, authorize, close } }
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

/** Where the provider does not refuse it, it is at work, and everybody may know. */
async function begin(app: App, account: Account, opened: OpenAccount) {
  const { id } = account
  const refusal = await refusalOf(app, opened)
  if (refusal !== undefined) return reportState(app, id, { state: 'refused', reason: refusal })
  account.opened = opened
  await reportState(app, id, { state: 'open' })
  await reportFault(app, id, undefined)
  await scheduleTasks(app, id, opened.open.tasks)
}

async function refusalOf(app: App, { row, open, secrets }: OpenAccount): Promise<string | undefined> {
  try {
    await within(openSeconds, open.prove?.() ?? Promise.resolve())
    return undefined
  } catch (error) {
    const { reason, account } = failureOf(error, secrets)
    app.log.warn({ channel: row.id, reason }, 'channel.not-proven')
    return account === 'refused' ? reason : undefined
  }
}

async function giveWay(
  app: App,
  account: Account,
  fault: ReturnType<typeof failureOf>,
  { row, ways }: Pick<Opening, 'row' | 'ways'>,
) {
  const { reason, retryAfter } = fault
  const isOver = fault.permanent === true || fault.account === 'refused'
  app.log.warn({ channel: account.id, reason, permanent: isOver }, 'channel.open-failed')
  if (isOver) return reportState(app, account.id, { state: 'refused', reason })
  const delay = retryAfter ? retryAfter * 1000 : delayOf(account.attempts++, ways.random())
  account.nextAt = app.clock().getTime() + delay
  if (row.state === 'refused') return
  const nextAt = new Date(account.nextAt).toISOString()
  await reportState(app, account.id, { state: 'retrying', reason, nextAt })
}

/** 5 s, 10 s, 20 s … 10 min, of which the last half is up to chance. Milliseconds. */
function delayOf(attempts: number, chance: number): number {
  return Math.min(firstDelay * 2 ** attempts, longestDelay) * (0.5 + chance / 2)
}
