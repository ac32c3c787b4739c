import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import type { Db } from '../../../platform/db/index.ts'
import { isThere, leaves, placeOf, reception } from '../index.ts'

const minute = 60_000

eachDatabase('The place of a visitor who leaves', ({ open }) => {
  it('is theirs for ten minutes, and then of whoever is there', async () => {
    const { app, anna, bo, pass, places } = await openQueue(await open())
    assert.deepEqual(await places(), [1, 2])
    await leaves(app, anna)
    pass(9 * minute)
    assert.deepEqual(await places(), [1, 2])
    pass(2 * minute)
    assert.deepEqual(await places(), [2, 1])
    await leaves(app, bo)
    pass(11 * minute)
    assert.deepEqual(await places(), [1, 2])
  })

  it('is theirs again where they are back in time, and else behind those who stayed', async () => {
    const { app, anna, pass, places } = await openQueue(await open())
    await leaves(app, anna)
    pass(9 * minute)
    await isThere(app, [anna])
    pass(9 * minute)
    assert.deepEqual(await places(), [1, 2])
    await leaves(app, anna)
    pass(11 * minute)
    await isThere(app, [anna])
    assert.deepEqual(await places(), [2, 1])
  })

  it('is kept where they say something by another way meanwhile', async () => {
    const { app, anna, pass, places, says } = await openQueue(await open())
    await leaves(app, anna)
    pass(minute)
    await says('anna', '我还在')
    pass(11 * minute)
    assert.deepEqual(await places(), [1, 2])
  })
})

/** anna waits, and bo behind her; `places` are theirs in this order. */
async function openQueue(db: Db) {
  const desk = await openDesk(db)
  const { app, says, conversationOf } = desk
  app.modules.push(reception)
  const anna = await conversationOf(await says('anna', '在吗'))
  const bo = await conversationOf(await says('bo', '你好'))
  async function places() {
    const standing = await placeOf(app, [anna, bo])
    return [anna, bo].map((id) => standing.get(id)?.position)
  }
  return { ...desk, anna, bo, places }
}
