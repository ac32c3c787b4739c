import { after, before } from 'node:test'
import type { Simulate, Stage } from 'qiantai/plugin'
import { type ChannelCase, testChannel } from 'qiantai/testing'
import wechat from '../index.ts'
import type { Rehearsal } from '../simulator/index.ts'
import { rehearse } from '../simulator/testing/clinic.ts'

type Settings = Awaited<ReturnType<Simulate>>['settings']

/** Runs the contract of every channel on a kind, whose provider is the simulator. */
export function testKind<S extends Rehearsal>(
  kind: string,
  simulate: (stage: Stage) => Promise<S>,
  channel: (provider: () => S, settings: () => Settings) => Omit<ChannelCase, 'settings'>,
): void {
  let stage: Awaited<ReturnType<typeof rehearse<S>>>
  before(async () => {
    stage = await rehearse(simulate)
  })
  after(() => stage.stop())
  const provider = () => stage.simulator
  const settings = () => provider().settings
  testChannel(wechat, kind, { settings, ...channel(provider, settings) })
}
