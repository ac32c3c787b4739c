import { randomUUID } from 'node:crypto'
import { addChannel, channelOf } from '../../core/modules/channels/index.ts'
import type { Channel, ChannelKind, OpenChannel, Plugin } from '../../core/plugin/index.ts'
import type { TestApp } from '../../core/testing/index.ts'

const admin = { actor: 'agent:1', ip: '127.0.0.1' }

/** What an account does when it is open, as the test says. */
export type Script = Partial<OpenChannel> | ((channel: Channel) => Partial<OpenChannel>)

/** A plugin with one kind, `scripted/line`. */
export function scripted(script: Script, more: Partial<ChannelKind> = {}): Plugin {
  const line: ChannelKind = {
    kind: 'line',
    fields: [{ name: 'id', type: 'text', required: true }],
    can: { text: { max: 2000 } },
    identify: ({ id }) => String(id),
    open: async (channel) => {
      const open = typeof script === 'function' ? script(channel) : script
      return { ...open, close: async () => {} }
    },
    ...more,
  }
  return { api: 1, id: 'scripted', home: import.meta.dirname, channels: [line] }
}

/** Adds an open account of the scripted plugin, and answers its id. */
export async function scriptedAccount({ app, drain }: TestApp): Promise<number> {
  const settings = { id: randomUUID() }
  const id = await addChannel(app, admin, { plugin: 'scripted', kind: 'line', name: '线路', settings })
  await drain()
  return id
}

/** The provider calls the account's bare hook with this body. Answers the status that it gets. */
export async function callHook({ app, server }: TestApp, channelId: number, body: string): Promise<number> {
  const { key } = await channelOf(app, channelId)
  return (await server.inject({ method: 'POST', url: `/hooks/scripted/${key}`, payload: body })).statusCode
}
