import assert from 'node:assert/strict'
import { afterEach, it } from 'node:test'
import { eachDatabase } from '../../../test/support/databases.ts'
import { numbers, openSwitchboard, type Switchboard } from '../../../test/support/switchboard.ts'

eachDatabase('A message that was left while the house was away', ({ create }) => {
  let board: Switchboard
  const open = async () => (board = await openSwitchboard((await create()).options))
  afterEach(() => board.stop())

  const ago = (seconds: number) => new Date(board.clock.now().getTime() - seconds * 1000).toISOString()
  const bo = { from: numbers.bo, to: '02161234567' }

  it('is a call of its own time, with its line, its team and its recording, and a call is owed', async () => {
    const { app, exchange, restart, call, teamId } = await open()
    const at = ago(600)
    const name = exchange.leave({ ...bo, at })
    await restart()
    const { direction, state, outcome, startedAt, endedAt, number, lineId } = await call()
    assert.deepEqual(
      { direction, state, outcome, startedAt, endedAt, number, hasLine: lineId !== null },
      {
        direction: 'in',
        state: 'ended',
        outcome: 'voicemail',
        startedAt: at,
        endedAt: at,
        number: `+86${numbers.bo}`,
        hasLine: true,
      },
    )
    const recording = await app.db('recording').first('name', 'kind', 'state')
    assert.deepEqual(recording, { name, kind: 'voicemail', state: 'kept' })
    assert.equal(exchange.tape(name), undefined)
    const task = await app.db('task').first('reason', 'team_id', 'person_id')
    const { personId } = await call()
    assert.deepEqual(task, { reason: 'voicemail', team_id: teamId, person_id: personId })
  })

  it('is in the conversation of the caller, who waits since then', async () => {
    const { app, exchange, restart, call } = await open()
    const at = ago(600)
    exchange.leave({ ...bo, at })
    await restart()
    const { messageId, conversationId } = await call()
    const { data } = await app.db('message').where({ id: messageId }).first('data')
    const { outcome, recordings } = JSON.parse(data).call
    assert.deepEqual([outcome, recordings[0].kind, recordings[0].state], ['voicemail', 'voicemail', 'kept'])
    const waiting = await app.db('conversation').where({ id: conversationId }).first('waiting_since')
    assert.equal(waiting.waiting_since, at)
  })

  it('is one call, however often it is told, and stays at the exchange until it is kept', async () => {
    const { app, exchange, clock, happens, restart } = await open()
    const message = { type: 'left' as const, ...bo, at: ago(60) }
    const name = exchange.leave(message)
    exchange.isJammed = true
    await restart()
    await happens(() => exchange.tell({ ...message, recording: name }))
    assert.deepEqual(await app.db('recording').pluck('state'), ['fetching'])
    assert.ok(exchange.tape(name))
    exchange.isJammed = false
    await happens(() => clock.pass(10))
    await happens(() => exchange.tell({ ...message, recording: name }))
    assert.deepEqual(await app.db('recording').pluck('state'), ['kept'])
    assert.equal(exchange.tape(name), undefined)
    assert.equal((await app.db('call')).length, 1)
    assert.equal((await app.db('task').first('attempts')).attempts, 1)
  })

  it('of somebody who hides their number, to a number that is none of ours, is kept all the same', async () => {
    const { app, exchange, restart, call } = await open()
    exchange.leave({ from: '', to: '', at: ago(60) })
    exchange.leave({ from: '', to: '', at: ago(30) })
    await restart()
    const { number, lineId, outcome } = await call()
    assert.deepEqual([number, lineId, outcome], ['', null, 'voicemail'])
    assert.deepEqual(await app.db('recording').pluck('state'), ['kept', 'kept'])
    assert.equal((await app.db('task')).length, 2)
  })

  it('is of now where the clock of the exchange is ahead', async () => {
    const { exchange, restart, call, clock } = await open()
    exchange.leave({ ...bo, at: ago(-3600) })
    await restart()
    assert.equal((await call()).startedAt, clock.now().toISOString())
  })
})
