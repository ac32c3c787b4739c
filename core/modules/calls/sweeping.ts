import type { App } from '../../module.ts'
import { transaction } from '../../platform/db/index.ts'
import type { Handler } from '../../platform/jobs/index.ts'
import { earlier } from '../../platform/time.ts'
import type { Snapshot } from '../../plugin/index.ts'
import { distribute } from './queue/distribution.ts'
import { freeAgent } from './freeing.ts'
import { goOn, inTurn } from './runtime/step.ts'
import { lockLinesToFree } from './store/agent-lines.ts'
import { liveCalls, lockLive } from './store/calls.ts'
import { waitingByTeam } from './store/queue.ts'
import type { LiveCall } from './store/rows.ts'
import { tellPhone } from './telling.ts'

/** A call has this long to appear at its exchange, milliseconds. */
const patience = 120_000

/** The job that puts right what nobody told us: calls that their exchange does not know, agents in calls that are over, queues. */
export function sweepJob(app: App): Handler {
  return {
    async run() {
      for (const [channelId, calls] of Map.groupBy(await liveCalls(app.db), (call) => call.channelId))
        await endUnknown(app, channelId, calls)
      await freeLines(app)
      for (const teamId of (await waitingByTeam(app.db)).keys()) await distribute(app, teamId)
    },
  }
}

/** Calls of which no leg is there any more. One that has moved on since we looked is left alone. */
async function endUnknown(app: App, channelId: number, calls: LiveCall[]) {
  const before = earlier(app.clock(), patience)
  const old = calls.filter(({ startedAt }) => startedAt < before)
  const voice = app.channels.open(channelId)?.voice
  if (!voice || old.length === 0) return
  const { legs, recordings } = await voice.snapshot()
  const known = new Set(legs.map(({ leg }) => leg))
  for (const call of old.filter(({ live }) => !Object.keys(live.legs).some((leg) => known.has(leg))))
    await rebuildIfSame(app, call, { legs, recordings })
}

async function rebuildIfSame(app: App, seen: LiveCall, now: Pick<Snapshot, 'legs' | 'recordings'>) {
  await inTurn(app, seen.uid, async (trx) => {
    const call = await lockLive(trx, seen.uid)
    if (call?.version !== seen.version) return undefined
    return goOn(app, trx, call, { type: 'rebuilt', ...now })
  })
}

async function freeLines(app: App) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    for (const { agentId } of await lockLinesToFree(trx, at)) {
      await freeAgent(trx, agentId, at)
      await tellPhone(trx, agentId, at)
    }
  })
}
