import assert from 'node:assert/strict'
import { it } from 'node:test'
import { connect, type Db } from '../core/platform/db/index.ts'
import { Client } from '../plugins/webchat/testing/client.ts'
import { eachDatabase, type TestDatabase } from './support/databases.ts'
import { type House, prepareHouse } from './support/process.ts'
import { checkKept, said, stored, Talker } from './support/talker.ts'
import { checkWhole } from './support/whole.ts'

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
    t.diagnostic(`gone after ${Math.round(performance.now() - began)} ms`)
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
