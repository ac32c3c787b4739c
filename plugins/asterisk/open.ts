import type { OpenChannel, Voice } from 'qiantai/plugin'
import { type House, type Line, readAccount } from './account.ts'
import { overWeb } from './ari/web.ts'
import { createWire } from './ari/wire.ts'
import { prove } from './check.ts'
import { atDoor } from './door.ts'
import { healthOf } from './health.ts'
import { Ears } from './hearing/ears.ts'
import { voiceOf } from './voice/index.ts'

/** An account at work: what it may be asked to do, and ears for what happens. */
export async function openLine(channel: House): Promise<OpenChannel & { voice: Voice }> {
  const account = readAccount(channel.settings)
  const wire = account.comes ? createWire(channel) : undefined
  const line: Line = { tools: channel, channel, account, ari: wire?.ari ?? overWeb(channel, account) }
  const ears = new Ears(line)
  const leave = wire && atDoor(channel.key, { account, wire, ears })
  return {
    voice: voiceOf(line),
    health: async () => healthOf(line, await ears.settled()),
    prove: () => prove(line),
    async close() {
      leave?.()
      await ears.close()
    },
  }
}
