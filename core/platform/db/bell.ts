import { EventEmitter } from 'node:events'
import { setTimeout } from 'node:timers/promises'
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
  if (isPostgres(db)) await db.raw('select pg_notify(?, ?)', [prefixed(channel), payload])
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
  const stopping = new AbortController()
  let client = await connectBell(url, emitter)
  void keep()

  async function keep() {
    while (!stopping.signal.aborted) {
      await new Promise((resolve) => client.once('end', resolve))
      client = await reconnect()
    }
  }

  async function reconnect(): Promise<pg.Client> {
    while (!stopping.signal.aborted) {
      await setTimeout(reconnectAfter, undefined, { ref: false })
      const next = await connectBell(url, emitter).catch(() => undefined)
      if (!next) continue
      channels.forEach((channel) => emitter.emit(channel, ''))
      return next
    }
    return client
  }

  return {
    emitter,
    stop: async () => {
      stopping.abort()
      await client.end()
    },
  }
}

async function connectBell(url: string, emitter: EventEmitter): Promise<pg.Client> {
  const client = new pg.Client(url)
  client.on('notification', ({ channel, payload }) => emitter.emit(unprefixed(channel), payload ?? ''))
  client.on('error', () => void client.end().catch(() => {}))
  await client.connect()
  for (const channel of channels) await client.query(`listen ${prefixed(channel)}`)
  return client
}

/** Every channel there is: one connection listens to all of them from the start. */
const channels = ['events', 'jobs', 'whispers']

function prefixed(channel: string) {
  return `qiantai_${channel}`
}

function unprefixed(name: string) {
  return name.replace('qiantai_', '')
}

function quiet() {
  return new EventEmitter().setMaxListeners(0)
}
