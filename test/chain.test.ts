import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { loadConfig } from '../config/load.ts'
import { createApp, type House } from '../core/app.ts'
import { channelOf, pauseChannel } from '../core/modules/channels/index.ts'
import { listConversations, messagesOf, reply } from '../core/modules/conversations/index.ts'
import { addAccount, testApp, type TestApp } from '../core/testing/index.ts'
import webchat from '../plugins/webchat/index.ts'
import { Client } from '../plugins/webchat/testing/client.ts'
import { eachDatabase } from './support/databases.ts'

/** A second process of the same clinic: its own program on the same database and folder. */
async function secondHouse(first: TestApp): Promise<House> {
  const { data, database } = first.app.config
  const env = { QIANTAI_DATA: data, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: database.url }
  return createApp(loadConfig({ ...env, QIANTAI_LOG_LEVEL: 'silent' }), { plugins: [webchat] })
}

eachDatabase('A chain of two processes', ({ engine, create }) => {
  if (engine === 'SQLite') return // which has one process
  let first: TestApp
  let second: House
  let here: string
  let there: string
  let key: string

  before(async () => {
    const { options } = await create()
    first = await testApp({ database: options, plugins: [webchat] })
    key = await addAccount(first, {
      plugin: 'webchat',
      kind: 'site',
      settings: { title: '悦颜', consentRequired: false },
    })
    second = await secondHouse(first)
    here = first.url
    there = (await second.start()).url
  })

  after(async () => {
    await second.stop()
    await first.stop()
  })

  async function visitor(address: string, token = '') {
    const client = new Client(address, key)
    client.token = token
    await client.session()
    const line = await client.connect()
    await line.next('welcome')
    return { client, line }
  }

  it('brings an answer given in one to the visitor in the other', async () => {
    const anna = await visitor(there)
    await anna.client.say('你好', randomUUID())
    const lin = await first.as('lin')
    const [row] = await listConversations(first.app, lin, { view: 'unassigned' })
    assert.ok(row)
    await reply(first.app, lin, row.id, { clientId: randomUUID(), text: '您好' })
    const isAnswer = ({ news }: { news: { message?: { text: string } }[] }) =>
      news.some(({ message }) => message?.text === '您好')
    await anna.line.next('news', isAnswer)
    assert.deepEqual(anna.client.texts, ['你好', '您好'])
    anna.line.socket.close()
  })

  it('keeps one order where a visitor writes to both at once', async () => {
    const one = await visitor(here)
    const other = await visitor(there, one.client.token)
    const said = Array.from({ length: 16 }, (_, index) => `第 ${index} 句`)
    const answers = await Promise.all(said.map((text, index) => (index % 2 ? one : other).client.say(text)))
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201])
    const lin = await first.as('lin')
    const [row] = await listConversations(first.app, lin, { view: 'unassigned' })
    const { messages } = await messagesOf(first.app, lin, row?.id ?? 0)
    assert.deepEqual(
      messages.map(({ seq }) => seq),
      said.map((_, index) => index + 1),
    )
    assert.deepEqual(messages.map(({ text }) => text).toSorted(), said.toSorted())
    for (const { line } of [one, other]) line.socket.close()
  })

  it('closes a paused account in every process', async () => {
    const bo = await visitor(there)
    const { id } = await channelOf(first.app, 1)
    await pauseChannel(first.app, { actor: 'agent:1', ip: '127.0.0.1' }, id)
    await bo.line.closed
    await second.host.accounts.drain()
    assert.equal((await bo.client.session()).status, 404)
  })
})
