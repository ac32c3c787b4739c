import { present } from '../../core/modules/agents/index.ts'
import { type Flow, pushPhones } from '../../core/modules/lines/index.ts'
import { json, transaction } from '../../core/platform/db/index.ts'
import { addAccount, type Exchange, type TestApp } from '../../core/testing/index.ts'

/** A clinic with a number whose callers wait for the team, and desk phones: hao, who is there, has 801, mei 802. `flow` is what its callers go through otherwise. */
export async function openSwitchboard(
  { app, drain }: TestApp,
  exchange: Exchange,
  flow: Partial<Flow> = {},
): Promise<void> {
  const { db, clock } = app
  const at = clock().toISOString()
  await addAccount({ app, drain } as TestApp, {
    plugin: 'exchange',
    kind: 'board',
    settings: { name: 'main' },
  })
  const { id: channel_id } = await db('channel').where({ plugin: 'exchange' }).first('id')
  const { id: teamId } = await db('team').first('id')
  const definition = json.write({
    hours: 'always',
    start: { to: 'queue', teamId },
    closed: { to: 'end' },
    menus: {},
    ...flow,
  })
  await db('call_flow').insert({ name: '总机', definition, updated_at: at })
  const { id: flow_id } = await db('call_flow').first('id')
  await db('line').insert({ channel_id, number: '+862161234567', name: '总机', flow_id, created_at: at })
  for (const [name, number] of [
    ['hao', '801'],
    ['mei', '802'],
  ] as const) {
    const { id: agent_id } = await db('agent')
      .where({ email: `${name}@clinic.test` })
      .first('id')
    const secret = app.vault.seal('secret')
    await db('extension').insert({ channel_id, agent_id, number, secret, device: 'desk', created_at: at })
    await present(db, agent_id, name === 'hao' ? 'online' : 'away', clock())
  }
  await transaction(db, (trx) => pushPhones(trx, channel_id, at))
  await drain()
  for (const number of ['801', '802']) exchange.register(number)
  await exchange.settle()
}
