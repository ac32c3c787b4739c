import type { App } from '../../../module.ts'
import { type Channel, isEnabled, listChannels } from '../../../modules/channels/index.ts'
import type { Event } from '../../events/index.ts'
import { type Account, close, mute, type OpenAccount, settle, type Ways } from './opening.ts'

/** Opens, retries, reopens and closes the accounts of this process. */
export type Accounts = {
  /** Opens what should be open; a bad account is retried and stops nobody else. */
  start: () => Promise<void>
  /** Opens the rehearsals: their providers call us, so we must be listening. */
  rehearse: () => Promise<void>
  /** Closes every account. */
  stop: () => Promise<void>
  /** Those that only hear are found, too. */
  withId: (id: number) => OpenAccount | undefined
  withKey: (plugin: string, key: string) => OpenAccount | undefined
  /** Every open account. */
  all: () => OpenAccount[]
  /** Resolves when every change told so far has been followed and every try that is due has been made. */
  drain: () => Promise<void>
}

/** Makes the accounts of a process. */
export function createAccounts(app: App, ways: Ways): Accounts {
  const accounts = new Map<number, Account>()
  let deaf: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined

  function follow(events: Event[]) {
    const told = (name: string) => events.flatMap(({ type, ref }) => (type === name && ref ? [ref] : []))
    for (const id of new Set(told('channel.changed'))) void renew(id)
    const refused = told('channel.refused').flatMap((id) => accounts.get(id) ?? [])
    for (const account of new Set(refused)) void enqueue(account, () => mute(app, account))
  }

  function renew(id: number): Promise<void> {
    const account = accounts.get(id) ?? { id, attempts: 0, ends: [], work: Promise.resolve() }
    accounts.set(id, account)
    account.attempts = 0
    return enqueue(account, () => settle(app, account, ways))
  }

  /** One thing after the other for each account, whatever happens to it. */
  function enqueue(account: Account, work: () => Promise<void>): Promise<void> {
    account.work = account.work.then(work).catch((error: unknown) => {
      app.log.error({ error, channel: account.id }, 'channel.bookkeeping-failed')
    })
    void account.work.then(rest)
    return account.work
  }

  /** Sleeps until the next account is due. */
  function rest() {
    clearTimeout(timer)
    const next = Math.min(...[...accounts.values()].map(({ nextAt = Infinity }) => nextAt))
    if (deaf && next < Infinity)
      timer = setTimeout(tryDue, Math.max(next - app.clock().getTime(), 50)).unref()
  }

  function tryDue() {
    const now = app.clock().getTime()
    const due = [...accounts.values()].filter(({ nextAt = Infinity }) => nextAt <= now)
    for (const account of due) void enqueue(account, () => settle(app, account, ways))
    if (due.length === 0) rest()
  }

  const opened = () => [...accounts.values()].flatMap((account) => account.opened ?? [])
  const openAll = async (rows: Channel[]) => void (await Promise.all(rows.map(({ id }) => renew(id))))

  return {
    async start() {
      deaf = app.events.on(follow)
      await openAll(await enabled(app, false))
    },
    rehearse: async () => openAll(await enabled(app, true)),
    async stop() {
      deaf?.()
      deaf = undefined
      clearTimeout(timer)
      await Promise.all([...accounts.values()].map((account) => enqueue(account, () => close(app, account))))
    },
    async drain() {
      await app.events.drain()
      tryDue()
      await Promise.all([...accounts.values()].map(({ work }) => work))
    },
    withId: (id) => accounts.get(id)?.opened,
    withKey: (plugin, key) => opened().find(({ row }) => row.plugin === plugin && row.key === key),
    all: opened,
  }
}

async function enabled(app: App, rehearsal: boolean): Promise<Channel[]> {
  return (await listChannels(app.db)).filter((row) => isEnabled(row) && row.rehearsal === rehearsal)
}
