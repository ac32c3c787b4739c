import type { App, Viewer } from '../../core/module.ts'
import { openSession, viewerFor } from '../../core/modules/agents/index.ts'
import { inviteAgent } from '../../core/modules/agents/service/accounts.ts'
import { addExtensions, phonesOf } from '../../core/modules/lines/index.ts'
import { type Db, insertId, json, transaction } from '../../core/platform/db/index.ts'
import type { Phone } from '../../core/plugin/index.ts'
import { staff } from '../../core/testing/index.ts'

/** The number of the clinic, as its carrier dials it. */
export const ours = '02161234567'

const actor = { actor: 'agent:1', ip: '127.0.0.1' }
const first = '8001'

/**
 * A line that leads straight into the queue of one team, and so many agents in it, hao the first, each with a phone at a
 * desk and without wrap-up: what is measured is the telephone. Answers the phones, in that order.
 */
export async function furnish(app: App, channelId: number, agents: number): Promise<Phone[]> {
  const { id: teamId } = await app.db('team').first('id')
  const { id: roleId } = await app.db('role').where({ key: 'agent' }).first('id')
  const { id: hao } = await app.db('agent').where({ email: staff.hao.email }).first('id')
  const owner = await ownerOf(app)
  const agentIds = [hao]
  while (agentIds.length < agents) {
    const name = `agent-${agentIds.length}`
    const account = { name, email: `${name}@clinic.test`, roleId, teamIds: [teamId] }
    agentIds.push((await inviteAgent(app, owner, account)).id)
  }
  await addExtensions(app, actor, { channelId, agentIds, first, device: 'desk' })
  await addLine(app, channelId, teamId)
  const phones = await phonesOf(app, channelId)
  return phones.filter(({ kind }) => kind === 'desk')
}

/** So many of staff are there, hao the first, and stay. */
export async function present(db: Db, agents: number): Promise<void> {
  const ids = await db('extension').orderBy('id').limit(agents).pluck('agent_id')
  const expires = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString()
  await db('presence').delete()
  await db('presence').insert(
    ids.map((id: number) => ({ agent_id: id, state: 'online', expires_at: expires })),
  )
}

async function ownerOf(app: App): Promise<Viewer> {
  const peer = { ip: '127.0.0.1', userAgent: 'bench', locale: 'zh-CN' as const }
  const token = await transaction(app.db, (trx) => openSession(app, trx, 1, peer))
  const owner = await viewerFor(app, token, peer)
  if (!owner) throw new Error('The owner cannot sign in')
  return owner
}

async function addLine({ db, clock }: App, channelId: number, teamId: number) {
  const at = clock().toISOString()
  const flow = { hours: 'always', start: { to: 'queue', teamId }, closed: { to: 'end' }, menus: {} }
  const flowId = await insertId(db, 'call_flow', {
    name: '总机',
    definition: json.write(flow),
    updated_at: at,
  })
  const line = { channel_id: channelId, number: '+862161234567', name: '总机', area: '021', flow_id: flowId }
  await db('line').insert({ ...line, most: 1000, created_at: at })
  await db('call_queue').insert({ team_id: teamId, settings: json.write({ wrapSeconds: 0, mostWaiting: 0 }) })
}
