import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { markSeen, note } from '../../../modules/conversations/index.ts'
import type { Channel, News } from '../../../plugin/index.ts'
import { type Line, testLine } from '../../../testing/index.ts'

eachDatabase('A customer who follows', ({ create }) => {
  let line: Line
  let channel: Channel
  let heard: News[]
  beforeEach(async () => {
    line = await testLine((await create()).options)
    const open = line.host.accounts.withId(line.channelId)
    assert.ok(open)
    channel = open.channel
    heard = []
  })
  afterEach(() => line.stop())

  const follow = async () => {
    const end = channel.follow('visitor-anna', (news) => heard.push(news))
    await channel.history('visitor-anna')
    return end
  }
  const texts = (news: News[]) => news.flatMap((item) => (item.type === 'message' ? item.message.text : []))

  it('hears what is said to them, from the first word on, and nothing of others', async () => {
    await follow()
    await line.says('anna', '在吗')
    await line.answers('在的')
    await line.says('bo', '我是别人')
    await line.drain()
    assert.deepEqual(texts(heard), ['在吗', '在的'])
  })

  it('hears no note, hears who took the conversation and that they were read', async () => {
    await follow()
    await line.says('anna', '在吗')
    const lin = await line.as('lin')
    const { id } = await line.app.db('conversation').first('id')
    await markSeen(line.app, lin, id, 1)
    await note(line.app, lin, id, { clientId: 'note-0001', text: '老客户' })
    await line.answers('在的')
    await line.drain()
    const said = heard.find((item) => item.type === 'message')
    const seen = heard.find((item) => item.type === 'seen')
    assert.equal(seen?.upto, said?.message.uid)
    assert.equal(heard.findLast((item) => item.type === 'conversation')?.agent?.name, lin.name)
    assert.ok(!JSON.stringify(heard).includes('老客户'))
  })

  it('hears nothing any more after the end', async () => {
    const end = await follow()
    end()
    await line.says('anna', '在吗')
    await line.drain()
    assert.deepEqual(heard, [])
  })

  it('catches up from a cursor on what they missed', async () => {
    await line.says('anna', '在吗')
    await line.drain()
    const { cursor } = await channel.history('visitor-anna')
    await line.answers('在的')
    await line.drain()
    assert.deepEqual(texts((await channel.since('visitor-anna', cursor)) ?? []), ['在的'])
  })

  it('sees that an agent writes, and not that one writes a note', async () => {
    await line.says('anna', '在吗')
    await line.drain()
    await follow()
    const { id } = await line.app.db('conversation').first('id')
    const agent = { id: 1, name: '林琳' }
    line.app.hub.whisper(`conversation:${id}`, { kind: 'typing', on: true, mode: 'note', agent })
    line.app.hub.whisper(`conversation:${id}`, { kind: 'typing', on: true, mode: 'reply', agent })
    await line.says('anna', '请问')
    await line.drain()
    assert.deepEqual(
      heard.filter(({ type }) => type === 'typing'),
      [{ type: 'typing', on: true, author: { name: '林琳' } }],
    )
  })
})
