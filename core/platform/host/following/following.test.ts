import assert from 'node:assert/strict'
import { afterEach, beforeEach, it } from 'node:test'
import { eachDatabase } from '../../../../test/support/databases.ts'
import { newestPlace } from '../../../../test/support/facts.ts'
import { until } from '../../../../test/support/until.ts'
import { assign, markSeen, note } from '../../../modules/conversations/index.ts'
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
    const [{ cursor }, newest] = [await channel.history('visitor-anna'), await newestPlace(line.app.db)]
    await line.answers('在的')
    await line.drain()
    const since = async (place: string) => texts((await channel.since('visitor-anna', place)) ?? [])
    assert.ok((await since(cursor)).includes('在的'))
    assert.deepEqual(await since(newest), ['在的'])
  })

  it('hears where they stand as those before them are taken, never of a later place, and of none at the end', async () => {
    const places = () => heard.flatMap((item) => (item.type === 'place' ? [item.place?.position] : []))
    await line.says('bo', '我先来的')
    await line.drain()
    await line.says('anna', '在吗')
    await line.drain()
    await follow()
    await until('second', () => places().at(-1) === 2)
    const standing = (await channel.history('visitor-anna')).conversation
    assert.deepEqual([standing?.status, standing?.place], ['queued', { position: 2 }])
    const [first, own] = await line.app.db('conversation').orderBy('id').pluck('id')
    const lin = await line.as('lin')
    await assign(line.app, lin, first, { agentId: lin.agentId })
    await until('next', () => places().at(-1) === 1)
    await assign(line.app, lin, own, { agentId: lin.agentId })
    await until('taken', () => places().length === 3)
    assert.deepEqual(places(), [2, 1, undefined])
    assert.equal((await channel.history('visitor-anna')).conversation?.place, undefined)
  })

  it('keeps their place while they are away, and is told of none when the clinic is closed', async () => {
    await line.says('anna', '在吗')
    await line.says('bo', '我也在')
    await line.drain()
    const end = await follow()
    await until('waits', () => heard.some(({ type }) => type === 'place'))
    end()
    const row = () => line.app.db('conversation').orderBy('id').first()
    await until('away', async () => (await row()).away_since !== null)
    line.clock.pass(9 * 60)
    await line.says('bo', '还在吗')
    await line.drain()
    await follow()
    await until('back', async () => (await row()).away_since === null)
    assert.equal((await channel.history('visitor-anna')).conversation?.place?.position, 1)
    line.clock.pass(14 * 3600)
    assert.equal((await channel.history('visitor-anna')).conversation?.place, undefined)
  })

  it('is away once they listen nowhere any more, also where others leave at the same time', async () => {
    const away = async () => {
      const rows = await line.app.db('conversation').orderBy('id').select('away_since')
      return rows.map(({ away_since }) => away_since !== null)
    }
    await line.says('anna', '在吗')
    await line.says('bo', '我也在')
    await line.drain()
    const ends = ['anna', 'bo'].map((name) => channel.follow(`visitor-${name}`, () => {}))
    const end = await follow()
    await channel.history('visitor-bo')
    for (const leave of ends) leave()
    await until('one away', async () => (await away()).includes(true))
    assert.deepEqual(await away(), [false, true])
    end()
    await until('both away', async () => !(await away()).includes(false))
  })

  it('stand behind whoever is there when they were away for too long, in the same conversation', async () => {
    const places = () => heard.flatMap((item) => (item.type === 'place' ? [item.place?.position] : []))
    const away = async () => (await line.app.db('conversation').orderBy('id').first()).away_since
    await line.says('anna', '在吗')
    await line.says('bo', '我也在')
    await line.drain()
    const end = await follow()
    await until('first', () => places().at(-1) === 1)
    end()
    await until('away', async () => (await away()) !== null)
    line.clock.pass(11 * 60)
    assert.equal((await channel.history('visitor-anna')).conversation?.place?.position, 2)
    await follow()
    await until('back', async () => (await away()) === null)
    await until('second', () => places().at(-1) === 2)
    assert.equal((await line.app.db('conversation')).length, 2)
  })

  it('sees that an agent writes, and not that one writes a note', async () => {
    await line.says('anna', '在吗')
    await line.drain()
    await follow()
    const { id } = await line.app.db('conversation').first('id')
    const agent = { id: 1, name: '林琳' }
    line.app.hub.whisper(`conversation:${id}`, { kind: 'typing', on: true, mode: 'note', agent })
    line.app.hub.whisper(`conversation:${id}`, { kind: 'typing', on: true, mode: 'reply', agent })
    const typing = () => heard.filter(({ type }) => type === 'typing')
    await until('it is seen', () => typing().length > 0)
    assert.deepEqual(typing(), [{ type: 'typing', on: true, author: { name: '林琳' } }])
  })
})
