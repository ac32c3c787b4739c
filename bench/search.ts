import { gramsOf } from '../core/modules/conversations/finding/grams.ts'
import { searchConversations, searchMessages } from '../core/modules/conversations/index.ts'
import type { Viewer } from '../core/module.ts'
import { type Db, isPostgres } from '../core/platform/db/index.ts'
import { type TestApp, testApp } from '../core/testing/index.ts'
import { medianTime, type Options, type Row } from './figure.ts'
import { startEngines } from './servers.ts'

/** Words of two characters, and in which share of all messages they are. */
const words = { rare: '脱毛', frequent: '价格', everywhere: '您好' }

/** Milliseconds to find the newest messages with a Chinese word among a million, beside a look-up by primary key. */
export async function measure({ quick }: Options): Promise<Row[]> {
  const messages = quick ? 100_000 : 1_000_000
  const engines = await startEngines()
  const rows: Row[] = []
  for (const engine of engines) {
    const test = await testApp({ database: await engine.create() })
    await fill(test.app.db, messages)
    rows.push(...(await search(test, engine.name, messages)))
    await test.stop()
  }
  for (const engine of engines) await engine.stop()
  return rows
}

async function search(test: TestApp, engine: string, messages: number): Promise<Row[]> {
  const { app } = test
  const rows: Row[] = []
  const byKey = await medianTime(50, () =>
    app
      .db('message')
      .where({ id: messages / 2 })
      .first(),
  )
  const beside = { name: 'by key', value: byKey }
  const row = (name: string, value: number): Row => ({
    name: `${engine}, ${name}`,
    value,
    unit: 'ms',
    beside,
    aim: 100,
  })
  const viewers: [string, Viewer][] = [
    ['owner', await test.as('lin')],
    ['agent', await test.as('yun')],
  ]
  for (const [who, viewer] of viewers) {
    for (const [kind, word] of Object.entries(words)) {
      const { messages: found } = await searchMessages(app, viewer, word)
      if (who === 'owner' && found.length === 0) throw new Error(`${engine} finds no ${word}`)
      rows.push(row(`${kind} word, ${who}`, await medianTime(15, () => searchMessages(app, viewer, word))))
    }
  }
  const both = await medianTime(15, () => searchConversations(app, viewers[0]?.[1] as Viewer, words.frequent))
  return [...rows, row('the list of a frequent word, owner', both)]
}

const conversations = 10_000
const texts = 5000

/** Fills the tables directly, in the database: people who wrote, and a million things that they said. */
async function fill(db: Db, messages: number) {
  const at = '2026-01-01T00:00:00.000Z'
  const series = (last: number) =>
    isPostgres(db)
      ? `(select n from generate_series(1, ${last}) n) s`
      : `(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${last}) select n from s) s`
  await db('channel').insert({ ...channel, created_at: at })
  await db.raw(
    `insert into person (id, name, created_at) select n, '客户' || n, '${at}' from ${series(conversations)}`,
  )
  await db.raw(`insert into conversation (id, uid, person_id, channel_id, status, agent_id, last_seq, last_message_at, opened_at)
    select n, 'c' || n, n, 1, 'open', 1 + n % 3, ${messages / conversations}, '${at}', '${at}' from ${series(conversations)}`)
  await makeTexts(db)
  await db.raw(`insert into message (id, uid, conversation_id, seq, channel_id, direction, author, kind, text, at)
    select n, 'm' || n, 1 + n % ${conversations}, 1 + n / ${conversations}, 1, 'in', 'identity:1', 'text', v.text, '${at}'
    from ${series(messages)} join vocabulary v on v.id = ${pick}`)
  await db.raw(`insert into message_search (rowid, grams) select n, ${isPostgres(db) ? 'v.grams::tsvector' : 'v.grams'}
    from ${series(messages)} join vocabulary v on v.id = ${pick}`)
  if (isPostgres(db)) await db.raw('vacuum analyze')
}

/** Every text but the last again and again; the last, with the rare word, a hundred times in a million. */
const pick = `case when n % 10007 = 0 then ${texts} else n % ${texts - 1} end`

const channel = {
  id: 1,
  key: 'bench',
  plugin: 'none',
  kind: 'none',
  account: 'bench',
  name: 'bench',
  settings: '{}',
  secrets: '',
  state: 'off',
}

async function makeTexts(db: Db) {
  await db.schema.createTable('vocabulary', (t) => {
    t.integer('id').primary()
    t.text('text')
    t.text('grams')
  })
  const rows = Array.from({ length: texts }, (_, id) => ({ id, text: textOf(id) }))
  rows.push({ id: texts, text: `想问一下${words.rare}的事情` })
  const separator = ' '
  const written = rows.map((row) => ({
    ...row,
    grams: gramsOf(row.text)
      .map((gram) => quoted(db, gram))
      .join(separator),
  }))
  for (let start = 0; start < written.length; start += 100) {
    await db('vocabulary').insert(written.slice(start, start + 100))
  }
}

const parts = [
  '热玛吉',
  '水光针',
  '双眼皮',
  '玻尿酸',
  '皮肤科',
  '周末',
  '恢复期',
  '医生',
  '停车',
  '预约',
  '面诊',
  '效果',
]

/** Every second one begins with a greeting, every fifth asks for the price. */
function textOf(id: number): string {
  const chosen = [id % 12, Math.floor(id / 12) % 12, Math.floor(id / 144) % 12].map((part) => parts[part])
  const greeting = id % 2 === 0 ? `${words.everywhere}，` : ''
  return `${greeting}${chosen.join('还有')}${id % 5 === 0 ? `${words.frequent}是多少` : '可以吗'}${id}`
}

function quoted(db: Db, gram: string): string {
  return isPostgres(db) ? `'${gram}'` : gram
}
