import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { pauseChannel, removeChannel } from '../../../modules/channels/index.ts'
import { type Line, testLine } from '../../../testing/index.ts'
import { transaction } from '../../db/index.ts'
import { enqueue } from '../../jobs/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('An answer to a customer', ({ create }) => {
  let line: Line
  beforeEach(async () => {
    line = await testLine((await create()).options)
    await line.says('anna', '你们周末上班吗')
  })
  afterEach(() => line.stop())

  const states = async (id: number) => (await line.message(id)).state
  const texts = () => line.provider.received.map(({ text }) => text)

  it('reaches the provider once and is sent, with the id that the provider gave it', async () => {
    const id = await line.answers('上班的')
    await line.drain()
    assert.deepEqual(
      line.provider.received.map(({ to, text }) => [to, text]),
      [['visitor-anna', '上班的']],
    )
    assert.deepEqual(await line.message(id), { state: 'sent', reason: null, external_id: 'provider-1' })
  })

  it('is tried again after a fault of the provider, and says meanwhile what is wrong', async () => {
    line.provider.script('error')
    const id = await line.answers('上班的')
    await line.drain()
    const waiting = await line.message(id)
    assert.equal(waiting.state, 'queued')
    assert.match(waiting.reason ?? '', /answers 500/)
    line.clock.pass(5)
    await line.drain()
    assert.deepEqual(texts(), ['上班的', '上班的'])
    assert.equal(await states(id), 'sent')
  })

  it('waits as long as the provider asks', async () => {
    line.provider.script('busy')
    const id = await line.answers('上班的')
    await line.drain()
    line.clock.pass(6)
    await line.drain()
    assert.equal(await states(id), 'queued')
    line.clock.pass(1)
    await line.drain()
    assert.equal(await states(id), 'sent')
  })

  it('fails with a reason where the provider refuses it, and a retry is received', async () => {
    line.provider.script('permanent')
    const id = await line.answers('上班的')
    await line.drain()
    const failed = await line.message(id)
    assert.equal(failed.state, 'failed')
    assert.match(failed.reason ?? '', /answers 400/)
    assert.ok(!failed.reason?.includes(line.token))
    await line.retries(id)
    await line.drain()
    assert.equal(await states(id), 'sent')
    assert.equal(line.provider.received.length, 2)
  })

  it('is unknown where the provider hung up after it had everything, and is not sent again by itself', async () => {
    line.provider.script('reset')
    const id = await line.answers('上班的')
    await line.drain()
    line.clock.pass(3600)
    await line.drain()
    assert.deepEqual(texts(), ['上班的'])
    assert.equal(await states(id), 'unknown')
  })

  it('is unknown where the process died while it was on its way', async () => {
    const id = await line.answers('上班的')
    await line.drain()
    const at = line.app.clock().toISOString()
    await transaction(line.app.db, async (trx) => {
      await trx('message').where({ id }).update({ state: 'sending' })
      await enqueue(trx, { name: 'channel.send', payload: { messageId: id } }, at)
    })
    await line.drain()
    assert.equal(await states(id), 'unknown')
    assert.deepEqual(texts(), ['上班的'])
  })

  it('fails in the end where the provider stays broken', async () => {
    line.provider.script('error', 'error', 'error', 'error', 'error', 'error')
    const id = await line.answers('上班的')
    for (const seconds of [0, 5, 30, 120, 600, 3600]) {
      line.clock.pass(seconds)
      await line.drain()
    }
    assert.equal(line.provider.received.length, 6)
    assert.equal(await states(id), 'failed')
  })

  it('never overtakes an earlier one', async () => {
    line.provider.script('error')
    await line.answers('一')
    await line.answers('二')
    await line.drain()
    assert.deepEqual(texts(), ['一'])
    line.clock.pass(5)
    await line.drain()
    assert.deepEqual(texts(), ['一', '一', '二'])
  })

  it('waits for a paused account, and fails on a deleted one', async () => {
    await pauseChannel(line.app, admin, line.channelId)
    await line.drain()
    const id = await line.answers('上班的')
    await line.drain()
    assert.equal(await states(id), 'queued')
    await removeChannel(line.app, admin, line.channelId)
    line.clock.pass(5)
    await line.drain()
    assert.deepEqual(await line.message(id), {
      state: 'failed',
      reason: 'channels.reason.deleted',
      external_id: null,
    })
  })
})
