import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { type Desk, openDesk } from '../../../../test/support/desk.ts'
import { Invalid } from '../../../errors.ts'
import { transaction } from '../../../platform/db/index.ts'
import { identityOf } from '../../people/index.ts'
import {
  closeWindow,
  happened,
  messageState,
  openConversation,
  receive,
  reply,
  retryMessage,
  windowOf,
} from '../index.ts'

const hour = 60 * 60 * 1000

eachDatabase('Reply windows', ({ open }) => {
  it('are always open where a channel has no rules', async () => {
    const desk = await openDesk(await open())
    assert.deepEqual(await windowOf(desk.app, { channelId: desk.chat.id, who: 'nobody yet' }), { open: true })
  })

  it('open with the words of the customer, and close when all answers are given', async () => {
    const desk = await openDesk(await open())
    assert.deepEqual(await windowOfAnna(desk), { open: false })
    const id = await says(desk, 'hello')
    assert.equal((await windowOfAnna(desk)).left, 5)
    for (const left of [4, 3, 2, 1]) {
      await answer(desk, id)
      assert.equal((await windowOfAnna(desk)).left, left)
    }
    await answer(desk, id)
    assert.deepEqual(await windowOfAnna(desk), { open: false })
    await assert.rejects(answer(desk, id), refusedBy('desk.refused.window'))
    await says(desk, 'and?')
    assert.equal((await windowOfAnna(desk)).left, 5)
  })

  it('count a message as often as its provider does, also when it is taken back or sent again', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    const message = await answer(desk, id, 'one\ntwo\nthree')
    assert.equal((await windowOfAnna(desk)).left, 2)
    await assert.rejects(answer(desk, id, 'one\ntwo\nthree'), refusedBy('desk.refused.parts'))
    await change(desk, message.id, 'failed')
    assert.equal((await windowOfAnna(desk)).left, 5)
    await retryMessage(desk.app, desk.viewers.hao, id, message.uid)
    assert.equal((await windowOfAnna(desk)).left, 2)
    await answer(desk, id, 'one\ntwo')
    assert.deepEqual(await windowOfAnna(desk), { open: false })
  })

  it('are one for what arrives together, and no repeat opens them anew', async () => {
    const desk = await openDesk(await open())
    const said = { who: 'anna', text: 'hi' }
    const together = ['1', '2', '3'].map((externalId) =>
      receive(desk.app, desk.fans, { ...said, externalId }),
    )
    const id = await desk.conversationOf((await Promise.all(together))[0] ?? assert.fail())
    await answer(desk, id)
    await receive(desk.app, desk.fans, { ...said, externalId: '2' })
    assert.equal((await windowOfAnna(desk)).left, 4)
  })

  it('end in time', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    desk.pass(47 * hour)
    await answer(desk, id)
    desk.pass(hour)
    await assert.rejects(answer(desk, id), refusedBy('desk.refused.window'))
  })

  it('count from when it was said, so that a late push grants no more than it may', async () => {
    const desk = await openDesk(await open())
    const now = desk.app.clock().getTime()
    const id = await says(desk, 'new', { at: now })
    await answer(desk, id)
    await says(desk, 'said before that', { at: now - hour })
    assert.equal((await windowOfAnna(desk)).left, 4)
  })

  it('get an answer back that has failed for good, not one that may have arrived', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    const message = await answer(desk, id)
    await change(desk, message.id, 'unknown')
    assert.equal((await windowOfAnna(desk)).left, 4)
    await change(desk, message.id, 'failed')
    assert.equal((await windowOfAnna(desk)).left, 5)
    await change(desk, message.id, 'failed')
    assert.equal((await windowOfAnna(desk)).left, 5)
    await retryMessage(desk.app, desk.viewers.hao, id, message.uid)
    assert.equal((await windowOfAnna(desk)).left, 4)
  })

  it('get nothing back that was taken from an earlier one', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    const message = await answer(desk, id)
    await says(desk, 'again')
    await change(desk, message.id, 'failed')
    assert.equal((await windowOfAnna(desk)).left, 5)
  })

  it('refuse to try again what may not be said any more', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello')
    const message = await answer(desk, id)
    await change(desk, message.id, 'failed')
    const { id: identity } = await identityOf(desk.app, desk.fans.id, 'anna')
    await transaction(desk.app.db, (trx) => closeWindow(trx, identity))
    await assert.rejects(
      retryMessage(desk.app, desk.viewers.hao, id, message.uid),
      refusedBy('desk.refused.window'),
    )
    const { messages } = await openConversation(desk.app, desk.viewers.hao, id)
    assert.equal(messages.at(-1)?.state, 'failed')
  })

  it('close for whoever leaves, whatever they had allowed', async () => {
    const desk = await openDesk(await open())
    await says(desk, 'hello')
    await happened(desk.app, desk.fans.id, { who: 'anna', externalId: 'f', type: 'follow' })
    assert.equal((await windowOfAnna(desk)).left, 5)
    await happened(desk.app, desk.fans.id, { who: 'anna', externalId: 'u', type: 'unfollow' })
    assert.deepEqual(await windowOfAnna(desk), { open: false })
  })

  it('let one of two agents say the last thing', async () => {
    const desk = await openDesk(await open())
    const id = await says(desk, 'hello', { doing: 'mention' })
    const { hao, lin } = desk.viewers
    const both = [hao, lin].map((viewer) =>
      reply(desk.app, viewer, id, { clientId: randomUUID(), text: 'yes' }),
    )
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status)
    assert.deepEqual(outcomes.toSorted(), ['fulfilled', 'rejected'])
  })
})

let count = 0

async function says(
  desk: Desk,
  text: string,
  more: { at?: number; doing?: 'mention' } = {},
): Promise<number> {
  const words = { who: 'anna', externalId: String((count += 1)), text, ...more }
  return desk.conversationOf(await receive(desk.app, desk.fans, words))
}

function answer(desk: Desk, id: number, text = 'yes') {
  return reply(desk.app, desk.viewers.hao, id, { clientId: randomUUID(), text })
}

function windowOfAnna(desk: Desk) {
  return windowOf(desk.app, { channelId: desk.fans.id, who: 'anna' })
}

function change(desk: Desk, id: number, state: Parameters<typeof messageState>[2]) {
  const at = desk.app.clock().toISOString()
  return transaction(desk.app.db, (trx) => messageState(trx, id, state, { at }))
}

function refusedBy(message: string) {
  return (error: unknown) => error instanceof Invalid && error.faults[0]?.message === message
}
