import type { Viewer } from '../../core/module.ts'
import type { Actor } from '../../core/modules/agents/index.ts'
import { addChannel } from '../../core/modules/channels/index.ts'
import {
  createExchange,
  type Exchange,
  testApp,
  type TestApp,
  type TestAppOptions,
} from '../../core/testing/index.ts'

/** A whole clinic with a telephone exchange in memory, and lin who sets it up. */
export type Phones = TestApp & { exchange: Exchange; channelId: number; lin: Viewer; admin: Actor }

/** Starts it; `stop` ends it. */
export async function openPhones(database?: TestAppOptions['database']): Promise<Phones> {
  const { exchange, plugin } = createExchange()
  const test = await testApp({ database, plugins: [plugin] })
  const lin = await test.as('lin')
  const admin = { actor: `agent:${lin.agentId}`, ip: '127.0.0.1' }
  const channelId = await addChannel(test.app, admin, {
    plugin: 'exchange',
    kind: 'board',
    name: '门诊交换机',
    settings: { name: 'pbx' },
  })
  await test.drain()
  return { ...test, exchange, channelId, lin, admin }
}
