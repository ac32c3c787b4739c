import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { transaction } from '../../../platform/db/index.ts'
import { introduce, mergePeople, splitMerge } from '../../conversations/index.ts'
import { identityOf } from '../../people/index.ts'
import { part } from './parting.ts'
import { refuseContact } from './refuse.ts'
import { refusing } from './refusing.ts'

eachDatabase('Who wants to be left alone', ({ open }) => {
  it('is, after a split, whose number it was noted of, also while the two were one', async () => {
    const desk = await openDesk(await open())
    const { app, viewers } = desk
    const [anna, bo] = [await customer(desk, 'anna'), await customer(desk, 'bo')]
    await introduce(app, anna.id, { phone: '13812345678', proof: 'claimed' })
    const merge = await mergePeople(app, viewers.lin, { from: anna.personId, to: bo.personId })
    const refusal = { personId: bo.personId, reason: '别再打了', source: 'agent' as const }
    await transaction(app.db, (trx) => refuseContact(trx, app, refusal, app.clock().toISOString()))
    const both = [anna.personId, bo.personId]
    assert.deepEqual([...(await refusing(app, both))], [bo.personId])
    await splitMerge(app, viewers.lin, merge)
    const { payload } = await app.db('job').where({ name: 'dialing.parted' }).first('payload')
    await part(app, JSON.parse(payload))
    assert.deepEqual([...(await refusing(app, both))], [anna.personId])
  })
})

async function customer(desk: Desk, who: 'anna' | 'bo') {
  await desk.says(who, '你好')
  return identityOf(desk.app, desk.chat.id, `visitor-${who}`)
}
