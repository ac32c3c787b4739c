import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { scripted, scriptedAccount } from '../../../../test/support/scripted.ts'
import { until } from '../../../../test/support/until.ts'
import { findChannel, resumeChannel } from '../../../modules/channels/index.ts'
import { reply, windowOf } from '../../../modules/conversations/index.ts'
import type { Channel, Failure, Outgoing } from '../../../plugin/index.ts'
import { testApp, type TestApp, visitors } from '../../../testing/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

eachDatabase('An answer that the provider refuses', ({ create }) => {
  let test: TestApp
  let id: number
  let opened: Channel | undefined
  let faults: (Failure & { reason: string })[]
  let sent: Outgoing[]
  let typed: [string, boolean][]

  const line = scripted(
    (channel) => {
      opened = channel
      return {
        async send(message) {
          const fault = faults.shift()
          if (fault) throw channel.failure(fault.reason, fault)
          sent.push(message)
          return {}
        },
        typing: async (who, on) => void typed.push([who, on]),
      }
    },
    { sends: true, replies: () => [{ after: 'message', count: 5, seconds: 3600 }] },
  )

  beforeEach(async () => {
    faults = []
    sent = []
    typed = []
    test = await testApp({ database: (await create()).options, plugins: [line] })
    id = await scriptedAccount(test)
    await says('anna', '在吗')
  })
  afterEach(() => test.stop())

  const says = (who: keyof typeof visitors, text: string) =>
    opened?.receive({ who: visitors[who], externalId: randomUUID(), text })
  const conversation = async (): Promise<number> =>
    (await test.app.db('conversation').orderBy('id').first('id')).id
  async function answers(text: string): Promise<number> {
    const message = await reply(test.app, await test.as('lin'), await conversation(), {
      clientId: randomUUID(),
      text,
    })
    return message.id
  }
  const message = (of: number) => test.app.db('message').where({ id: of }).first('state', 'reason')
  const window = () => windowOf(test.app, { channelId: id, who: visitors.anna })

  it('because the window is closed fails with the reason, and the meter goes to nothing', async () => {
    faults = [{ reason: 'out of response count', window: 'closed' }]
    assert.equal((await window()).open, true)
    const answer = await answers('在的')
    await test.drain()
    assert.deepEqual(await message(answer), { state: 'failed', reason: 'out of response count' })
    assert.equal((await window()).open, false)
    await assert.rejects(answers('还在吗'))
    await says('anna', '在')
    assert.equal((await window()).open, true)
  })

  it('because the whole account cannot work waits with those after it, until an admin has mended that', async () => {
    faults = [{ reason: 'the token has ended', account: 'refused' }]
    const first = await answers('一')
    const second = await answers('二')
    await test.drain()
    const channel = await findChannel(test.app.db, id)
    assert.deepEqual([channel?.state, channel?.reason], ['refused', 'the token has ended'])
    assert.deepEqual(await message(first), { state: 'queued', reason: 'the token has ended' })
    test.clock.pass(3 * 24 * 3600)
    await test.drain()
    assert.equal((await message(second)).state, 'queued')
    await resumeChannel(test.app, admin, id)
    await test.drain()
    await test.drain()
    assert.deepEqual(
      sent.map(({ text }) => text),
      ['一', '二'],
    )
    assert.equal((await message(second)).state, 'sent')
  })

  it('names what it answers', async () => {
    const heard = randomUUID()
    await opened?.receive({ who: visitors.anna, externalId: heard, text: '周末呢' })
    await answers('周末也在')
    await test.drain()
    assert.equal(sent[0]?.answers, heard)
  })

  it('is announced while it is written, once in five seconds, and taken back', async () => {
    const topic = `conversation:${await conversation()}`
    const whisper = (on: boolean, mode = 'reply') => test.app.hub.whisper(topic, { kind: 'typing', on, mode })
    whisper(true, 'note')
    whisper(true)
    whisper(true)
    whisper(false)
    whisper(false)
    await until('it is told', () => typed.length >= 2)
    assert.deepEqual(typed, [
      [visitors.anna, true],
      [visitors.anna, false],
    ])
  })
})
