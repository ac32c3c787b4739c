import { randomUUID } from 'node:crypto'
import { addChannel, channelOf } from '../modules/channels/index.ts'
import { listConversations, openConversation, reply } from '../modules/conversations/index.ts'
import type { Content } from '../plugin/index.ts'
import type { TestApp } from './app.ts'
import type { StaffName } from './people.ts'

type Account = { plugin: string; kind: string; settings?: Record<string, unknown>; rehearsal?: boolean }

/** Adds an account as an admin does, opens it, and answers its key. */
export async function addAccount(test: TestApp, account: Account): Promise<string> {
  const admin = { actor: 'agent:1', ip: '127.0.0.1' }
  const id = await addChannel(test.app, admin, { ...account, name: account.kind })
  await test.drain()
  return (await channelOf(test.app, id)).key
}

/** The named member of staff answers in the conversation that waits first and holds this text, with words or content; in public knowingly. */
export async function answer(
  test: TestApp,
  name: StaffName,
  to: string,
  words: string | Content,
): Promise<void> {
  const viewer = await test.as(name)
  const row = (await listConversations(test.app, viewer, { view: 'all' })).find(
    ({ preview }) => preview === to,
  )
  if (!row) throw new Error(`${name} sees no conversation with "${to}"`)
  const said = typeof words === 'string' ? { text: words } : { content: words }
  await reply(test.app, viewer, row.id, { clientId: randomUUID(), confirmedPublic: true, ...said })
  await test.drain()
}

/** What the named member of staff reads in every conversation that they see, oldest first. */
export async function readBy(test: TestApp, name: StaffName): Promise<string[][]> {
  const viewer = await test.as(name)
  const rows = await listConversations(test.app, viewer, { view: 'all' })
  const open = await Promise.all(rows.map(({ id }) => openConversation(test.app, viewer, id)))
  return open.map(({ messages }) => messages.filter(({ kind }) => kind !== 'event').map(({ text }) => text))
}
