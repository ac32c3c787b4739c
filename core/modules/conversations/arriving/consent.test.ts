import assert from 'node:assert/strict'
import { it } from 'node:test'
import { watch } from '../../../../test/support/apply.ts'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { openDesk } from '../../../../test/support/desk.ts'
import { visitors } from '../../../testing/people.ts'
import { recordConsent } from '../../journey/index.ts'
import { identityOf, personOf } from '../../people/index.ts'
import { close, customerHistory, messagesOf, withdrawConsent } from '../index.ts'

eachDatabase('Withdrawing consent', ({ open }) => {
  it('is told to the staff in the open reception and beside it, and to no customer', async () => {
    const desk = await openDesk(await open())
    const { app, viewers } = desk
    const id = await desk.conversationOf(await desk.says('anna', '你好'))
    const anna = await identityOf(app, desk.chat.id, visitors.anna)
    await recordConsent(app, anna.id, '2026-01')
    const screen = await watch(app, viewers.lin, [id])
    await withdrawConsent(app, anna)
    await screen.check()
    const { messages } = await messagesOf(app, viewers.lin, id, { limit: 10 })
    assert.deepEqual(
      messages.map(({ event, text }) => event?.key ?? text),
      ['你好', 'events.withdrew'],
    )
    assert.ok((await personOf(app, viewers.lin, anna.personId)).consent?.withdrawnAt)
    assert.equal((await customerHistory(app.db, anna.id)).messages.length, 1)
  })

  it('twice is once, without consent nothing, and opens no reception that is over', async () => {
    const desk = await openDesk(await open())
    const { app, viewers } = desk
    const id = await desk.conversationOf(await desk.says('anna', '你好'))
    const anna = await identityOf(app, desk.chat.id, visitors.anna)
    await withdrawConsent(app, anna)
    assert.equal((await app.db('message')).length, 1)
    await recordConsent(app, anna.id, '2026-01')
    await withdrawConsent(app, anna)
    await withdrawConsent(app, anna)
    assert.equal((await app.db('message')).length, 2)
    await recordConsent(app, anna.id, '2026-01')
    await close(app, viewers.lin, id)
    await withdrawConsent(app, anna)
    assert.equal((await app.db('conversation').where({ id }).first()).status, 'closed')
    assert.equal((await app.db('message').where({ kind: 'event' })).length, 2)
  })
})
