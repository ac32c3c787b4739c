import type { App } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Handler } from '../../../platform/jobs/index.ts'
import { earlier } from '../../../platform/time.ts'
import { listTeams } from '../../agents/index.ts'
import { acquaintedAgents } from '../../reception/index.ts'
import { respite } from './asking.ts'
import { readRoster, type Roster } from './roster.ts'
import { goOn, inTurn } from '../runtime/step.ts'
import { reserve } from '../store/agent-lines.ts'
import { lockLive, teamsOfWaiting } from '../store/calls.ts'
import { queueOf, teamsWithFriends } from '../store/queue.ts'
import type { LiveCall } from '../store/rows.ts'

/**
 * Offers those who wait for a team to its agents: who waits longest to who has rested longest, until one of the two runs
 * out. Any number of processes may do this at once; nobody is offered two calls, and no call to two.
 */
export async function distribute(app: App, teamId: number): Promise<void> {
  for (const uid of await queueOf(app.db, teamId)) {
    let isAnybody = true
    await inTurn(app, uid, async (trx) => {
      const call = await lockLive(trx, uid)
      if (call?.state !== 'queued' || call.teamId !== teamId) return undefined
      const roster = await readRoster({ ...app, db: trx }, call.channelId)
      isAnybody = roster.isAnybodyReady()
      return offer(app, trx, call, await inOrder(app, trx, { call, roster, teamId }))
    })
    if (!isAnybody) return
  }
}

/** Looks at the queues that an agent may serve, and at those in which somebody waits who knows them. */
export async function distributeForAgent(app: App, agentId: number): Promise<void> {
  const teams = (await listTeams(app.db)).filter(({ memberIds }) => memberIds.includes(agentId))
  const known = await teamsWithFriends(app.db, agentId)
  for (const id of new Set([...teams.map((team) => team.id), ...known])) await distribute(app, id)
}

type Asked = { teamId?: number; agentId?: number; conversationIds?: number[] }

/**
 * The job: looks at the queue of a team, at those that an agent may serve who is free again, or at those in which customers
 * wait whose conversations somebody has just taken.
 */
export function distributeJob(app: App): Handler<Asked> {
  return {
    async run({ teamId, agentId, conversationIds = [] }) {
      for (const id of await teamsOfWaiting(app.db, conversationIds)) await distribute(app, id)
      if (teamId !== undefined) await distribute(app, teamId)
      if (agentId !== undefined) await distributeForAgent(app, agentId)
    },
  }
}

/** The agent is taken before the call goes on; where there is none, it stays as it is. */
async function offer(app: App, trx: Db, call: LiveCall, agentIds: number[]) {
  const at = app.clock().toISOString()
  for (const agentId of agentIds) {
    if (await reserve(trx, { agentId, callId: call.id, from: ['idle'] }, at))
      return goOn(app, trx, call, { type: 'offer', agentId })
  }
  return undefined
}

type Offering = { call: LiveCall; roster: Roster; teamId: number }

/** Who knows the caller comes first, whatever team they are in; whoever has just let this call pass is not asked at once. */
async function inOrder(app: App, trx: Db, { call, roster, teamId }: Offering): Promise<number[]> {
  const since = earlier(app.clock(), respite)
  const known = call.personId === null ? [] : await acquaintedAgents(trx, call.personId)
  const ready = new Set([...roster.readyAmong(known), ...roster.ready(teamId)])
  return [...ready].filter((agentId) => {
    const line = roster.lineOf(agentId)
    return line.callId !== call.id || line.since <= since
  })
}
