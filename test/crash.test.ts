import assert from 'node:assert/strict'
import { it } from 'node:test'
import { connect, type Db, isPostgres } from '../core/platform/db/index.ts'
import { Client } from '../plugins/webchat/testing/client.ts'
import { eachDatabase, type TestDatabase } from './support/databases.ts'
import { type House, prepareHouse } from './support/process.ts'
import { Talker } from './support/talker.ts'

const kills = 8
const visitors = 10
/** Of one visitor in one round, so that no limit is met: what was not acknowledged is said again in the next. */
const words = 8

eachDatabase('A process that is killed under load', ({ create }) => {
  it(`loses nothing that it acknowledged, ${kills} times over`, { timeout: 120_000 }, async (t) => {
    const { house, look } = await furnished(t, await create())
    let acks = 0
    let enough = () => {}
    const heard = () => void (++acks, enough())
    await house.start()
    const talkers = await arrive(house, heard)
    for (let kill = 1; kill <= kills; kill += 1) {
      const goal = acks + Math.ceil(Math.random() * visitors * words * 0.8)
      const reached = new Promise<void>((resolve) => (enough = () => void (acks >= goal && resolve())))
      talkers.forEach((talker) => talker.talk(words))
      await reached
      await house.end('SIGKILL')
      await Promise.all(talkers.map((talker) => talker.gone()))
      await look(checkWhole)
      await house.start()
      for (const talker of talkers) await checkKept(talker)
      await Promise.all(talkers.map((talker) => talker.connect()))
      await Promise.all(talkers.map((talker) => talker.heard()))
    }
    for (const talker of talkers) assert.deepEqual(await stored(talker), said(talker))
    t.diagnostic(`${acks} messages acknowledged`)
    talkers.forEach((talker) => talker.leave())
  })

  it('that is told to stop under load says "come back", and goes on when it is started again', async (t) => {
    const { house, look } = await furnished(t, await create())
    await house.start()
    const talkers = await arrive(house, () => {})
    talkers.forEach((talker) => talker.talk(words))
    const began = performance.now()
    assert.equal(await house.end('SIGTERM'), 0)
    assert.ok(performance.now() - began < 10_000)
    for (const talker of talkers) assert.equal(await talker.gone(), 1012)
    await look(checkWhole)
    await house.start()
    await Promise.all(talkers.map((talker) => talker.connect()))
    await Promise.all(talkers.map((talker) => talker.heard()))
    for (const talker of talkers) assert.deepEqual(await stored(talker), said(talker))
    talkers.forEach((talker) => talker.leave())
  })
})

type Test = { after: (end: () => Promise<void>) => void }

async function furnished(t: Test, { options }: TestDatabase) {
  const house = await prepareHouse(options.url)
  t.after(() => house.remove())
  const look = async (check: (db: Db) => Promise<void>) => {
    const db = await connect(options.url ? options : { file: house.file })
    await check(db).finally(() => db.destroy())
  }
  return { house, look }
}

async function arrive(house: House, heard: () => void): Promise<Talker[]> {
  const talkers = Array.from({ length: visitors }, (_, index) => {
    return new Talker(new Client(house.address, house.site), `visitor ${index}`, heard)
  })
  for (const { client } of talkers) assert.equal((await client.session()).status, 200)
  await Promise.all(talkers.map((talker) => talker.connect()))
  return talkers
}

/** Everything acknowledged is there, once and in the order in which it was said; what else is there was said too. */
async function checkKept(talker: Talker) {
  const kept = await stored(talker)
  const order = said(talker).filter((uid) => kept.includes(uid))
  assert.deepEqual(kept, order)
  const lost = talker.said.filter(({ uid, acked }) => acked && !kept.includes(uid))
  assert.deepEqual(lost, [])
}

function said(talker: Talker): string[] {
  return talker.said.map(({ uid }) => uid)
}

async function stored({ client }: Talker): Promise<string[]> {
  const uids: string[] = []
  for (let before = ''; ;) {
    const { body } = await client.call('GET', `messages?limit=100${before && `&before=${before}`}`)
    const own = body.messages.filter(({ from }: { from: string }) => from === 'customer')
    uids.unshift(...own.map(({ uid }: { uid: string }) => uid))
    if (!body.more) return uids
    before = encodeURIComponent(body.messages[0].order)
  }
}

/** No transaction is there by half: numbers without holes, and for every message its fact and its words. */
async function checkWhole(db: Db) {
  if (!isPostgres(db)) assert.deepEqual(await db.raw('pragma integrity_check'), [{ integrity_check: 'ok' }])
  const wrong = await db('conversation')
    .leftJoin('message', 'message.conversation_id', 'conversation.id')
    .groupBy('conversation.id', 'conversation.last_seq')
    .havingRaw('count(message.id) <> last_seq or coalesce(max(message.seq), 0) <> last_seq')
    .select('conversation.id', 'last_seq')
  assert.deepEqual(wrong, [], 'conversations with holes')
  const facts = await db('message')
    .leftJoin('event', (on) => on.on('event.ref', 'message.id').andOnVal('event.type', 'message.created'))
    .groupBy('message.id')
    .havingRaw('count(event.seq) <> 1')
    .select('message.id')
  assert.deepEqual(facts, [], 'messages without their fact')
  const unfound = await db('message')
    .whereNotIn('id', db('message_search').select('rowid'))
    .where({ kind: 'text' })
    .select('id')
  assert.deepEqual(unfound, [], 'messages that a search cannot find')
  const empty = await db('conversation').where({ last_seq: 0 }).select('id')
  assert.deepEqual(empty, [], 'conversations without a message')
}
