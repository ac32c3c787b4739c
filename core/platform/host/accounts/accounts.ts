import type { App } from '../../../module.ts'
import { isWanted, listChannels } from '../../../modules/channels/index.ts'
import type { Event } from '../../events/index.ts'
import { type Account, type Build, close, type OpenAccount, retire, settle } from './opening.ts'

/** Opens, retries, reopens and closes the accounts of this process. */
export type Accounts = {
  /** Opens what should be open; a bad account is retried and stops nobody else. */
  start: () => Promise<void>
  /** Closes every account. */
  stop: () => Promise<void>
  withId: (id: number) => OpenAccount | undefined
  withKey: (plugin: string, key: string) => OpenAccount | undefined
  /** Resolves when every change told so far has been followed and every try that is due has been made. */
  drain: () => Promise<void>
}

/** Makes the accounts of a process. `random` (0..1) spreads the tries. */
export function createAccounts(app: App, build: Build, random = Math.random): Accounts {
  const accounts = new Map<number, Account>()
  let deaf: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined

  function follow(events: Event[]) {
    const told = (name: string) => events.flatMap(({ type, ref }) => (type === name && ref ? [ref] : []))
    for (const id of new Set(told('channel.changed'))) void renew(id)
    const refused = told('channel.refused').flatMap((id) => accounts.get(id) ?? [])
    for (const account of new Set(refused)) void enqueue(account, () => retire(app, account))
  }

  function renew(id: number): Promise<void> {
    const account = accounts.get(id) ?? { id, attempts: 0, work: Promise.resolve() }
    accounts.set(id, account)
    account.attempts = 0
    return enqueue(account, () => settle(app, account, build, random))
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
    for (const account of due) void enqueue(account, () => settle(app, account, build, random))
    if (due.length === 0) rest()
  }

  return {
    async start() {
      deaf = app.events.on(follow)
      const rows = await listChannels(app.db)
      await Promise.all(rows.filter(isWanted).map(({ id }) => renew(id)))
    },
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
    withKey(plugin, key) {
      const opened = [...accounts.values()].map((account) => account.opened)
      return opened.find((account) => account?.row.plugin === plugin && account.row.key === key)
    },
  }
}
