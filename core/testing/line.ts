import { randomUUID } from 'node:crypto'
import type { Config } from '../../config/schema.ts'
import { addChannel, channelOf } from '../modules/channels/index.ts'
import { reply, retryMessage } from '../modules/conversations/index.ts'
import { testApp, type TestApp } from './app.ts'
import { fake, said } from './fake/index.ts'
import { visitors } from './people.ts'
import { type Provider, startProvider } from './provider.ts'

const token = 'secret-token-of-the-line'
const admin = { actor: 'agent:1', ip: '127.0.0.1' }

/** A clinic with one open account of the fake channel, and its provider. */
export type Line = TestApp & {
  provider: Provider
  channelId: number
  token: string
  /** The provider tells that a customer says this. Answers the status that the provider gets. */
  says: (who: keyof typeof visitors, text: string, id?: string) => Promise<number>
  /** lin answers the newest conversation; answers the id of the message. */
  answers: (text: string) => Promise<number>
  /** lin presses "send again". */
  retries: (id: number) => Promise<void>
  message: (id: number) => Promise<{ state: string; reason: string | null; external_id: string | null }>
}

/** Starts a clinic whose customers come over the fake channel. `stop` ends the provider too. */
export async function testLine(database?: Config['database']): Promise<Line> {
  const provider = await startProvider(token)
  const test = await testApp({ database, plugins: [fake] })
  const settings = { url: provider.url, token }
  const channelId = await addChannel(test.app, admin, {
    plugin: 'fake',
    kind: 'line',
    name: '线路',
    settings,
  })
  await test.drain()
  return {
    ...test,
    provider,
    channelId,
    token,
    says: (who, text, id = randomUUID()) => says(test, channelId, { id, from: visitors[who], text }),
    answers: (text) => answers(test, text),
    retries: (id) => retries(test, id),
    message: (id) => test.app.db('message').where({ id }).first('state', 'reason', 'external_id'),
    async stop() {
      await test.stop()
      await provider.stop()
    },
  }
}

async function says(
  { app, server }: TestApp,
  channelId: number,
  words: { id: string; from: string; text: string },
) {
  const { key } = await channelOf(app, channelId)
  const { headers, body } = said(token, words)
  const answer = await server.inject({ method: 'POST', url: `/hooks/fake/${key}`, headers, payload: body })
  return answer.statusCode
}

async function answers({ app, as }: TestApp, text: string): Promise<number> {
  const { id } = await app.db('conversation').orderBy('id', 'desc').first('id')
  return (await reply(app, await as('lin'), id, { clientId: randomUUID(), text })).id
}

async function retries({ app, as }: TestApp, id: number) {
  const message = await app.db('message').where({ id }).first('conversation_id', 'uid')
  await retryMessage(app, await as('lin'), message.conversation_id, message.uid)
}
