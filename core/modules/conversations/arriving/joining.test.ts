import assert from 'node:assert/strict'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { watch } from '../../../../test/support/apply.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { Conflict, Forbidden, NotFound } from '../../../errors.ts'
import { identityOf, personOf, revealPhone } from '../../people/index.ts'
import { assign, customerHistory, introduce, openConversation } from '../index.ts'

eachDatabase('Introducing', ({ open }) => {
  it('shows a claim as a claim, and joins nothing by it', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const { id, anna, bo } = await talk(desk)
    await introduce(desk.app, bo.id, {
      name: '王女士',
      phone: '13812345678',
      externalId: 'C-1',
      proof: 'verified',
    })
    const screen = await watch(desk.app, lin, [id])
    await introduce(desk.app, anna.id, {
      name: '王女士',
      phone: '13812345678',
      externalId: 'C-1',
      proof: 'claimed',
    })
    await screen.check()
    const person = await personOf(desk.app, lin, anna.personId)
    assert.deepEqual([person.name, person.unverified], ['王女士', true])
    const phone = person.identities.find(({ kind }) => kind === 'phone')
    assert.deepEqual([phone?.label, phone?.proof], ['138****5678', 'claimed'])
    assert.equal((await openConversation(desk.app, lin, id)).personId, anna.personId)
    assert.deepEqual(
      (await customerHistory(desk.app.db, anna.id)).messages.map(({ text }) => text),
      ['hello from anna'],
    )
  })

  it('brings the anonymous history along to the person that a signed number proves', async () => {
    const desk = await openDesk(await open())
    const { lin, hao } = desk.viewers
    const { id, other, anna, bo } = await talk(desk)
    await introduce(desk.app, bo.id, { externalId: 'C-1', proof: 'verified' })
    await assign(desk.app, lin, id, { agentId: hao.agentId })
    const screen = await watch(desk.app, lin, [id, other])
    await introduce(desk.app, anna.id, { name: '王女士', externalId: 'C-1', proof: 'verified' })
    await screen.check()
    const [older, newer] = await Promise.all([
      openConversation(desk.app, lin, id),
      openConversation(desk.app, lin, other),
    ])
    assert.deepEqual([older.personId, newer.personId], [bo.personId, bo.personId])
    assert.deepEqual([older.status, newer.status, newer.agent?.id], ['closed', 'open', hao.agentId])
    assert.equal(newer.waitingSince, older.messages[0]?.at)
    assert.equal(await desk.conversationOf(await desk.says('anna', 'and one more')), other)
    await introduce(desk.app, anna.id, { externalId: 'C-1', proof: 'verified' })
    const moves = await desk.app.db('audit').where({ action: 'identity.move' })
    assert.equal(moves.length, 1)
  })

  it('shows the name told beside a proven number as a claim, until a name is proven', async () => {
    const desk = await openDesk(await open())
    const { lin } = desk.viewers
    const { anna, bo } = await talk(desk)
    const shown = async () => {
      const { name, unverified, identities } = await personOf(desk.app, lin, anna.personId)
      return { name, unverified, proofs: identities.map(({ kind, proof }) => `${kind} ${proof}`) }
    }
    await introduce(desk.app, bo.id, { name: '王安娜', externalId: 'C-2', proof: 'verified' })
    await introduce(desk.app, anna.id, { externalId: 'C-1', proof: 'verified' })
    await introduce(desk.app, anna.id, { name: '王安娜', proof: 'claimed' })
    const claimed = { name: '王安娜', unverified: true, proofs: ['channel channel', 'external verified'] }
    assert.deepEqual(await shown(), claimed)
    await introduce(desk.app, anna.id, { externalId: 'C-1', proof: 'verified' })
    assert.deepEqual(await shown(), claimed)

    await introduce(desk.app, anna.id, { name: '王安娜女士', externalId: 'C-1', proof: 'verified' })
    await introduce(desk.app, anna.id, { name: '骗子', proof: 'claimed' })
    const proofs = ['channel verified', 'external verified']
    assert.deepEqual(await shown(), { name: '王安娜女士', unverified: false, proofs })
  })

  it("never hands one customer's history to the next who signs in on the same browser", async () => {
    const desk = await openDesk(await open())
    const { anna, bo } = await talk(desk)
    await introduce(desk.app, anna.id, { externalId: 'C-1', proof: 'verified' })
    await introduce(desk.app, bo.id, { externalId: 'C-2', proof: 'verified' })
    await assert.rejects(introduce(desk.app, anna.id, { externalId: 'C-2', proof: 'verified' }), Conflict)
    await assert.rejects(introduce(desk.app, anna.id, { externalId: 'C-3', proof: 'verified' }), Conflict)
  })

  it('reveals a number to those who may, and writes down who asked', async () => {
    const desk = await openDesk(await open())
    const { mei, hao } = desk.viewers
    const { anna, bo } = await talk(desk)
    await introduce(desk.app, anna.id, { phone: '13812345678', proof: 'claimed' })
    const person = await personOf(desk.app, mei, anna.personId)
    const phone = person.identities.find(({ kind }) => kind === 'phone')?.id ?? 0
    assert.equal(await revealPhone(desk.app, mei, anna.personId, phone), '13812345678')
    await assert.rejects(revealPhone(desk.app, hao, anna.personId, phone), Forbidden)
    await assert.rejects(revealPhone(desk.app, mei, bo.personId, phone), NotFound)
    const audit = await desk.app.db('audit').where({ action: 'person.reveal' }).select('actor', 'object')
    assert.deepEqual(audit, [{ actor: `agent:${mei.agentId}`, object: `person:${anna.personId}` }])
  })
})

/** Anna has written first, bo after her. */
async function talk(desk: Desk) {
  const id = await desk.conversationOf(await desk.says('anna', 'hello from anna'))
  const other = await desk.conversationOf(await desk.says('bo', 'hello from bo'))
  const anna = await identityOf(desk.app, desk.chat.id, 'visitor-anna')
  const bo = await identityOf(desk.app, desk.chat.id, 'visitor-bo')
  return { id, other, anna, bo }
}
