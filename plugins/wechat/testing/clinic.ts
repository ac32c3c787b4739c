import assert from 'node:assert/strict'
import type { Channel, OpenChannel } from 'qiantai/plugin'
import { addAccount, testApp, type TestApp } from 'qiantai/testing'
import wechat from '../index.ts'
import type { KefuRehearsal, OfficialRehearsal, Rehearsal } from '../simulator/index.ts'

type Kinds = { official: OfficialRehearsal; mini: Rehearsal; kefu: KefuRehearsal }

/** A clinic with one account, whose provider is the simulator. */
export type Clinic<K extends keyof Kinds> = TestApp & {
  channel: Channel
  open: OpenChannel
  /** The provider, its faults and its patients. */
  provider: Kinds[K]
  /** Resolves when nothing is under way on either side. */
  settle: () => Promise<void>
}

/** Opens a rehearsal of this kind. `settings` are those that are read anew each time, such as greetings. */
export async function rehearse<K extends keyof Kinds>(
  kind: K,
  settings: Record<string, unknown> = {},
): Promise<Clinic<K>> {
  const test = await testApp({ plugins: [wechat] })
  const key = await addAccount(test, { plugin: 'wechat', kind, rehearsal: true })
  const account = test.host.accounts.withKey('wechat', key)
  assert.ok(account?.simulator, test.log.join('\n'))
  Object.assign(account.channel.settings, settings)
  const provider = account.simulator as Kinds[K]
  return {
    ...test,
    channel: account.channel,
    open: account.open,
    provider,
    async settle() {
      await provider.settled()
      await test.drain()
      await provider.settled()
    },
  }
}

/** How far the newest answer of an agent got, and why not further. */
export async function lastAnswer({ app }: TestApp): Promise<{ state: string; reason: string | null }> {
  return app
    .db('message')
    .where({ direction: 'out' })
    .whereLike('author', 'agent:%')
    .orderBy('id', 'desc')
    .first('state', 'reason')
}
