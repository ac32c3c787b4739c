import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const Client = require('knex/lib/dialects/better-sqlite3/index.js')
const Transaction: new (...options: unknown[]) => {
  query: (connection: Connection, sql: string) => Promise<unknown>
} = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction.js')

type Statement = { reader: boolean; all: (values: unknown[]) => unknown; run: (values: unknown[]) => Outcome }
type Outcome = { lastInsertRowid: number; changes: number }
type Connection = { prepare: (sql: string) => Statement }
type Query = { sql: string; bindings?: unknown[]; response?: unknown; context?: object }

/**
 * knex begins a deferred transaction, which fails halfway when another process (our own command line) writes between
 * its read and its write. An immediate one waits for its turn at the start instead.
 */
class ImmediateTransaction extends Transaction {
  begin(connection: Connection) {
    return this.query(connection, 'BEGIN IMMEDIATE;')
  }
}

const prepared = new WeakMap<Connection, Map<string, Statement>>()
const mostPrepared = 500

/** knex on better-sqlite3, with immediate transactions and with statements that are prepared once. */
export class SqliteClient extends Client {
  transaction(container: unknown, config: unknown, outer: unknown) {
    return new ImmediateTransaction(this, container, config, outer)
  }

  async _query(connection: Connection, query: Query): Promise<Query> {
    const statement = prepare(connection, query.sql)
    const values: unknown[] = this._formatBindings(query.bindings)
    if (statement.reader) return Object.assign(query, { response: statement.all(values) })
    const outcome = statement.run(values)
    return Object.assign(query, {
      response: outcome,
      context: { lastID: outcome.lastInsertRowid, changes: outcome.changes },
    })
  }
}

function prepare(connection: Connection, sql: string): Statement {
  const statements = prepared.get(connection) ?? new Map<string, Statement>()
  prepared.set(connection, statements)
  const known = statements.get(sql)
  if (known) return known
  if (statements.size >= mostPrepared) statements.clear()
  const statement = connection.prepare(sql)
  statements.set(sql, statement)
  return statement
}
