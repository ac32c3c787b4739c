import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Db } from './connect.ts'
import { isPostgres } from './dialect.ts'
import { afterCommit } from './transaction.ts'

type Listener = (payload: string) => void
type Bell = { emitter: EventEmitter; stop: () => Promise<void> }
const bells = new WeakMap<object, Promise<Bell>>()
const reconnectAfter = 1000

/**
 * Calls `listener` for each `notify` on the channel, from this process or, on PostgreSQL, from any that shares the
 * database. After a lost connection it is called with '' once: something may have been missed. Answers what ends it;
 * the last one to end closes the connection.
 */
export async function listen(db: Db, channel: string, listener: Listener): Promise<() => Promise<void>> {
  const bell = await bellOf(db)
  bell.emitter.on(channel, listener)
  return async () => {
    bell.emitter.off(channel, listener)
    if (bell.emitter.eventNames().length > 0) return
    bells.delete(db.client.config)
    await bell.stop()
  }
}

/** Rings the channel; inside a transaction, only once that has committed. On PostgreSQL under 8,000 bytes. */
export async function notify(db: Db, channel: string, payload = ''): Promise<void> {
  if (isPostgres(db)) await db.raw('select pg_notify(?, ?)', [prefix(channel), payload])
  else if (db.isTransaction) afterCommit(db, () => ring(db, channel, payload))
  else ring(db, channel, payload)
}

function ring(db: Db, channel: string, payload: string) {
  void bells.get(db.client.config)?.then((bell) => bell.emitter.emit(channel, payload))
}

function bellOf(db: Db): Promise<Bell> {
  const known = bells.get(db.client.config)
  if (known) return known
  const made = isPostgres(db) ? postgresBell(db.client.config.connection) : Promise.resolve(localBell())
  bells.set(db.client.config, made)
  return made
}

function localBell(): Bell {
  return { emitter: quiet(), stop: async () => {} }
}

/** One connection of its own that listens to every channel of ours and finds its way back when it is cut. */
async function postgresBell(url: string): Promise<Bell> {
  const emitter = quiet()
  let client: pg.Client | undefined
  let stopped = false

  async function connect() {
    const next = new pg.Client(url)
    next.on('notification', ({ channel, payload }) =>
      emitter.emit(channel.replace('qiantai_', ''), payload ?? ''),
    )
    next.on('error', () => next.end().catch(() => {}))
    next.on('end', () => void again())
    await next.connect()
    client = next
    for (const channel of channels) await next.query(`listen ${prefix(channel)}`)
  }

  async function again() {
    if (stopped) return
    await new Promise((resolve) => setTimeout(resolve, reconnectAfter).unref())
    if (stopped) return
    await connect().then(
      () => channels.forEach((channel) => emitter.emit(channel, '')),
      () => again(),
    )
  }

  await connect()
  return {
    emitter,
    stop: async () => {
      stopped = true
      await client?.end()
    },
  }
}

/** Every channel there is: one connection listens to all of them from the start. */
const channels = ['events', 'jobs', 'whispers']

function prefix(channel: string) {
  return `qiantai_${channel}`
}

function quiet() {
  return new EventEmitter().setMaxListeners(0)
}
