import { after, before, describe, it } from 'node:test'
import { kindOf } from '../modules/channels/index.ts'
import type { HookRequest, Plugin } from '../plugin/index.ts'
import * as rules from './rules.ts'

/** A call of the provider. `name` is the hook's, '' for the bare address. */
export type HookCall = HookRequest & { name: string }

type Calls<T extends unknown[] = []> = (...about: T) => HookCall | Promise<HookCall>

/**
 * What the contract test must know of a channel. What a channel cannot do is left out, and not asked of it. The provider
 * may be a server of this machine; whatever a call begins (a stored push, a task that fetches) is waited for.
 */
export type ChannelCase = {
  /** Settings of one account that the provider accepts. */
  settings: () => Record<string, unknown>
  /** A call of the provider: anna says this, under this id. The same id is the same message. */
  said?: Calls<[id: string, text: string]>
  /** The same call with a signature that is wrong. */
  forged?: Calls
  /** A call that is well signed, and about something that the plugin knows nothing of. */
  unknown?: Calls
  /** Makes the provider refuse the account for good, the next time it is opened. */
  refuse?: () => void
  /** Makes the provider take the next message and never answer. */
  hang?: () => void
}

/** The contract that every channel keeps, as tests for one kind of a plugin. */
export function testChannel(plugin: Plugin, kind: string, channel: ChannelCase): void {
  const { said, forged, unknown, refuse, hang } = channel
  const sends = kindOf([plugin], { plugin: plugin.id, kind })?.sends === true
  describe(`The channel ${plugin.id}/${kind}`, () => {
    let bench: rules.Bench
    before(async () => {
      bench = await rules.setUp(plugin, kind, channel.settings())
    })
    after(() => bench.test.stop())

    it('has a sound shape, and a text for every field in both languages', () => rules.isSound(plugin))
    it('takes what comes twice as one message', () => rules.storesOnce(bench, said))
    if (forged)
      it('answers 401 to a wrong signature, and stores nothing', () => rules.refusesForged(bench, forged))
    if (unknown)
      it('answers 200 to what it does not know, and stores nothing', () =>
        rules.ignoresUnknown(bench, unknown))
    if (said)
      it('lets the provider call again where storing failed, and loses nothing', () =>
        rules.asksAgain(bench, said))
    if (sends && hang) it('lets go of a message when its signal ends', () => rules.obeysSignal(bench, hang))
    it('is one account, however often somebody adds it', () => rules.refusesTwin(bench, channel.settings()))
    it('leaves no timer behind when it is closed', () => rules.closesWholly(bench))
    if (refuse)
      it('stays away, with a reason, where trying again cannot help', () =>
        rules.isSwitchedOff(bench, refuse))
    it('writes no secret to the log', () => rules.keepsSecrets(bench))
  })
}
