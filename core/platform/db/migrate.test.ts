import assert from 'node:assert/strict'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { connect, copyDatabase, inspect, migrate, type Migration, pending } from './index.ts'

const first: Migration = {
  name: '0001-first',
  up: async (db) => {
    await db.schema.createTable('demo_parent', (t) => t.increments('id'))
    await db.schema.createTable('demo_child', (t) => {
      t.increments('id')
      t.integer('parent_id').references('id').inTable('demo_parent').onDelete('CASCADE')
      t.string('old', 10)
    })
  },
}
const second: Migration = {
  name: '0002-second',
  up: (db) => db.raw('alter table demo_child drop column old'),
}
const broken: Migration = {
  name: '0003-broken',
  up: async (db) => {
    await db.schema.createTable('demo_half', (t) => t.increments('id'))
    throw new Error('half way')
  },
}

eachDatabase('Migrations', ({ open }) => {
  it('run once, in order, and are copied from only when there is something to lose', async () => {
    const db = await open()
    let copies = 0
    const copy = async () => void copies++
    assert.deepEqual(await migrate(db, { owner: 'demo', migrations: [first] }, copy), ['0001-first'])
    assert.deepEqual(await migrate(db, { owner: 'demo', migrations: [first] }, copy), [])
    assert.equal(copies, 1)
  })

  it('lose no row of a filled database', async () => {
    const db = await open()
    await migrate(db, { owner: 'demo', migrations: [first] })
    await db('demo_parent').insert({ id: 1 })
    await db('demo_child').insert([{ parent_id: 1 }, { parent_id: 1 }])
    await migrate(db, { owner: 'demo', migrations: [first, second] })
    assert.equal((await db('demo_child')).length, 2)
  })

  it('are undone whole when one of them fails', async () => {
    const db = await open()
    const ledger = { owner: 'demo', migrations: [first, broken] }
    await assert.rejects(migrate(db, ledger), /half way/)
    assert.equal(await db.schema.hasTable('demo_half'), false)
    assert.equal(await db.schema.hasTable('demo_parent'), false)
    assert.equal((await pending(db, ledger)).length, 2)
  })

  it('are undone and named where they make tables without their prefix', async () => {
    const db = await open()
    const ledger = { owner: 'shop', migrations: [first], prefix: 'shop_' }
    await assert.rejects(migrate(db, ledger), /^Error: shop makes .*shop_: demo_(parent|child), demo_/)
    assert.equal(await db.schema.hasTable('demo_parent'), false)
    const own = { owner: 'demo', migrations: [first], prefix: 'demo_' }
    assert.deepEqual(await migrate(db, own), ['0001-first'])
  })

  it('refuse a database that is newer than the program, in words', async () => {
    const db = await open()
    await migrate(db, { owner: 'demo', migrations: [first, second] })
    await assert.rejects(
      migrate(db, { owner: 'demo', migrations: [first] }),
      /newer than this program.*0002-second/,
    )
  })

  it('do not mind the ledger of a plugin that is gone', async () => {
    const db = await open()
    await migrate(db, { owner: 'gone', migrations: [first] })
    assert.deepEqual(await migrate(db, { owner: 'demo', migrations: [] }), [])
  })

  it('find a database that is fit to keep data in', async () => {
    const { version, problems } = await inspect(await open())
    assert.match(version, /^\d+\.\d+/)
    assert.deepEqual(problems, [])
  })
})

eachDatabase('Two processes', ({ engine, create }) => {
  if (engine === 'SQLite') return // which has one process
  it('that start together migrate once', async () => {
    const { options } = await create()
    const handles = await Promise.all([connect(options), connect(options)])
    const ran = await Promise.all(handles.map((db) => migrate(db, { owner: 'demo', migrations: [first] })))
    assert.deepEqual(ran.flat(), ['0001-first'])
    for (const db of handles) await db.destroy()
  })
})

eachDatabase('A copy', ({ engine, open }) => {
  it('is a whole database of its own', async () => {
    const db = await open()
    await db('setting').insert({ key: 'a', value: 'kept' })
    const folder = await mkdtemp(join(tmpdir(), 'qiantai-copy-'))
    const made = await copyDatabase(db, folder, 'before')
    if (!('file' in made)) return assert.match(made.missing, /pg_dump/)
    assert.equal((await readdir(folder)).length, 1)
    if (engine === 'PostgreSQL') return
    const copy = await connect({ file: made.file })
    assert.equal((await copy('setting').where({ key: 'a' }).first()).value, 'kept')
    await copy.destroy()
  })
})
