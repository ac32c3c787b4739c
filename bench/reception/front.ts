import { randomUUID } from 'node:crypto'
import { connect, type Db, migrate, transaction } from '../../core/platform/db/index.ts'
import { receive } from '../../core/modules/conversations/index.ts'
import { reception, channelSettings, saveReceptionSettings } from '../../core/modules/reception/index.ts'
import { migrations } from '../../migrations/index.ts'
import { type Desk, openDesk } from '../../test/support/desk.ts'

/** A clinic with 30 agents in two groups; the house gives nobody anything yet. */
export type Front = Desk & { close: () => Promise<void> }

const agents = 30

/** Opens it on an empty database. What comes by `chat` is for the busy group, what comes by `post` for the other. */
export async function openFront(database: { url?: string; file?: string }): Promise<Front> {
  const db = await connect(database)
  await migrate(db, { owner: 'core', migrations })
  const desk = await openDesk(db)
  const { app, viewers, team } = desk
  app.modules.push(reception)
  for (const [name, handler] of Object.entries(reception.jobs?.(app) ?? {})) app.jobs.handle(name, handler)
  const [{ id: other }] = await db('team').insert({ name: '前台' }).returning('id')
  await hire(db, [team, other])
  await saveReceptionSettings(app, viewers.lin, { mode: 'manual', acquaintances: [], capacity: 200 })
  await channelSettings.save(app, viewers.lin, desk.chat.id, { teamId: team })
  await channelSettings.save(app, viewers.lin, desk.post.id, { teamId: other })
  await app.jobs.drain()
  return { ...desk, close: () => db.destroy() }
}

/** So many customers write over an account. */
export async function arrive({ app }: Desk, channel: { id: number }, count: number): Promise<void> {
  const arrivals = Array.from({ length: count }, () =>
    receive(app, channel, { who: randomUUID(), uid: randomUUID(), text: '您好，热玛吉怎么收费？' }),
  )
  await Promise.all(arrivals)
  await app.jobs.drain()
}

/** What giving `count` conversations writes at the least, in one transaction: conversation, line, fact, decision. */
export async function writePlainly(db: Db, ids: number[], agentId: number): Promise<void> {
  const at = new Date().toISOString()
  await transaction(db, async (trx) => {
    await trx('conversation').whereIn('id', ids).update({ agent_id: agentId, assigned_at: at })
    await trx('message').insert(ids.map((id) => line(id, at)))
    await trx('event').insert(
      ids.map((id) => ({ topic: `conversation:${id}`, type: 'bench', data: '{}', at })),
    )
    const decision = { agent_id: agentId, cause: 'freed', explanation: '{}', at }
    await trx('routing_decision').insert(ids.map((id) => ({ ...decision, conversation_id: id })))
  })
}

function line(conversationId: number, at: string) {
  const uid = randomUUID()
  const said = { direction: 'system', author: 'system', kind: 'event', text: '' }
  return { uid, conversation_id: conversationId, seq: 1000 + Math.floor(Math.random() * 1e9), ...said, at }
}

async function hire(db: Db, teams: number[]) {
  const { id: role_id } = await db('role').where({ key: 'agent' }).first('id')
  const at = '2026-01-01T00:00:00.000Z'
  for (let index = 0; index < agents; index += 1) {
    const account = { name: `客服 ${index}`, email: `front-${index}@clinic.test`, password: '-' }
    const [{ id }] = await db('agent')
      .insert({ ...account, role_id, created_at: at })
      .returning('id')
    await db('team_member').insert({ team_id: teams[index % teams.length], agent_id: id })
    await db('presence').insert({
      agent_id: id,
      state: 'online',
      since: at,
      expires_at: '2099-01-01T00:00:00.000Z',
    })
  }
}
