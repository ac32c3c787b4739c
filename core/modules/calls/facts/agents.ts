import { present } from '../../agents/index.ts'
import { queueSettings } from '../../lines/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { later } from '../../../platform/time.ts'
import type { Fact } from '../engine/index.ts'
import { askForAgent, askForTeam, respite } from '../queue/asking.ts'
import { freeAgent } from '../freeing.ts'
import { type Doing, nowIs, Overtaken } from '../runtime/doing.ts'
import { keepWrapTimer } from '../verbs/wrapping.ts'
import { agentLine, linesIn, reserve, updateLine } from '../store/agent-lines.ts'

/** What the telephones of staff are busy with. */
export async function keepAgents(doing: Doing, fact: Fact): Promise<void> {
  if ('agentId' in fact && fact.agentId !== undefined) doing.concerned.add(fact.agentId)
  if (fact.type === 'offered') return offered(doing, fact.agentId)
  if (fact.type === 'joined') return talks(doing, fact.agentId)
  if (fact.type === 'answered') return talks(doing, fact.agentId)
  if (fact.type === 'passed') return passed(doing, fact)
  if (fact.type === 'left') return left(doing, fact.agentId)
  if (fact.type === 'supervised' && fact.mode === 'left')
    return askForAgent(doing.trx, fact.agentId, doing.at)
  if (fact.type === 'ended') return free(doing)
}

async function offered({ trx, was, at }: Doing, agentId: number) {
  const from = ['idle', 'wrapping'] as const
  if (!(await reserve(trx, { agentId, callId: was.id, from: [...from] }, at))) throw new Overtaken()
}

async function talks({ trx, was, at }: Doing, agentId: number) {
  const change = { state: 'talking', callId: was.id, since: at, misses: 0, wrapUntil: null } as const
  await updateLine(trx, agentId, change)
}

/** Free again, and last in turn. Who lets too many calls ring in vain is away, and is told why. */
async function passed(doing: Doing, { agentId, why }: Fact & { type: 'passed' }) {
  const { app, trx, was, at, told } = doing
  const isMiss = why === 'no-answer' || why === 'unreachable'
  const misses = (await agentLine(trx, agentId)).misses + (isMiss ? 1 : 0)
  await updateLine(trx, agentId, { state: 'idle', callId: was.id, since: at, idleSince: at, misses })
  const teamId = nowIs(doing, 'teamId')
  if (teamId !== null) await lookAgain(doing, teamId)
  const { missesToAway } = await queueSettings(trx, teamId ?? 0)
  if (!isMiss || missesToAway === 0 || misses < missesToAway) return
  await present(trx, agentId, 'away', app.clock())
  told.push({ topic: `phone:${agentId}`, type: 'phone.away', ref: agentId, data: { misses } })
}

/** They may have been the only one. */
async function lookAgain({ app, trx, at }: Doing, teamId: number) {
  await askForTeam(trx, teamId, at)
  const dueAt = later(app.clock(), respite)
  await enqueue(trx, { name: 'call.distribute', payload: { teamId }, dueAt }, at)
}

async function left(doing: Doing, agentId: number) {
  const isTheirs = [doing.was.agentId, nowIs(doing, 'agentId')].includes(agentId)
  const hasTalked = nowIs(doing, 'answeredAt') !== null
  if (isTheirs && hasTalked) await wrapUp(doing, agentId)
  else await freeAgent(doing.trx, agentId, doing.at)
}

/** Time to write down what was said. It ends by itself. */
async function wrapUp(doing: Doing, agentId: number) {
  const { app, trx, was, at } = doing
  const { wrapSeconds } = await queueSettings(trx, nowIs(doing, 'teamId') ?? 0)
  if (wrapSeconds === 0) return freeAgent(trx, agentId, at)
  const until = later(app.clock(), wrapSeconds * 1000)
  const change = { state: 'wrapping', callId: was.id, since: at, wrapUntil: until, idleSince: at } as const
  await updateLine(trx, agentId, change)
  await keepWrapTimer(trx, agentId, until, at)
}

/** Nobody stays behind in a call that is over. */
async function free({ trx, was, at, concerned }: Doing) {
  for (const { agentId } of await linesIn(trx, was.id)) {
    concerned.add(agentId)
    await freeAgent(trx, agentId, at)
  }
}
