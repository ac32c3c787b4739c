import { type Db, lockName } from '../../platform/db/index.ts'
import { onlineAgents } from '../agents/index.ts'
import { hoursOf } from '../clinic/index.ts'
import { dueAfter } from './due.ts'
import { insertTask, lastReception, lockOwed, updateTask } from './store/tasks.ts'
import type { Kind, Reason, Task } from './task.ts'
import { tell, watch } from './telling.ts'

/** Something that is owed. Without `dueAt` within the opening hours that its kind leaves. */
export type NewTask = {
  kind: Kind
  personId: number
  conversationId?: number | null
  callId?: number | null
  teamId?: number | null
  agentId?: number | null
  reason: Reason
  dueAt?: string
  note?: string
}

/**
 * Owes a customer something. It goes to `agentId`, or who looked after them last, where they are there, and else to whoever of the
 * team takes it. A customer is owed one thing of a kind at a time: who tries again moves it forward. Answers the task's id.
 */
export async function addTask(trx: Db, task: NewTask, at: string): Promise<number> {
  await lockName(trx, `task ${task.personId}`)
  const dueAt = task.dueAt ?? dueAfter(at, task.kind, await hoursOf({ db: trx }, { teamId: task.teamId }))
  const [owed] = await lockOwed(trx, task.personId, task.kind)
  const added = { ...task, dueAt }
  return owed ? moveForward(trx, owed, added, at) : owe(trx, added, at)
}

type Due = NewTask & { dueAt: string }

async function owe(trx: Db, task: Due, at: string): Promise<number> {
  const { kind, personId, callId = null, reason, note = '', dueAt } = task
  const holder = await holderFor(trx, task, at)
  const rest = { createdAt: at, attempts: 1, doneAt: null, doneBy: null, result: null }
  const row = { kind, personId, callId, reason, note, dueAt, ...holder, ...rest }
  const id = await insertTask(trx, row)
  await watch(trx, { id, dueAt }, at)
  await tell(trx, 'added', { id, ...row }, at)
  return id
}

async function moveForward(trx: Db, owed: Task, task: Due, at: string): Promise<number> {
  const { reason, note } = task
  const isThere = owed.agentId !== null && (await presentAmong(trx, [owed.agentId], at)) !== null
  const dueAt = task.dueAt < owed.dueAt ? task.dueAt : owed.dueAt
  const change = {
    reason,
    dueAt,
    attempts: owed.attempts + 1,
    callId: task.callId ?? owed.callId,
    conversationId: task.conversationId ?? owed.conversationId,
    note: [owed.note, note].filter(Boolean).join('\n'),
    ...(!isThere && { agentId: (await holderFor(trx, task, at)).agentId }),
  }
  await updateTask(trx, owed.id, change)
  if (dueAt !== owed.dueAt) await watch(trx, { id: owed.id, dueAt }, at)
  await tell(trx, 'changed', { ...owed, ...change }, at, owed)
  return owed.id
}

async function holderFor(trx: Db, { personId, agentId, teamId, conversationId }: NewTask, at: string) {
  const last = await lastReception(trx, personId)
  const wanted = [...(agentId ? [agentId] : []), ...(last?.agents ?? [])]
  return {
    agentId: await presentAmong(trx, wanted, at),
    teamId: teamId ?? last?.teamId ?? null,
    conversationId: conversationId ?? last?.conversationId ?? null,
  }
}

/** The first of these who is there; busy is there, away is not. */
async function presentAmong(trx: Db, agents: number[], at: string): Promise<number | null> {
  const present = await onlineAgents({ db: trx, clock: () => new Date(at) })
  const isThere = (id: number) => present.some(({ agentId, state }) => agentId === id && state !== 'away')
  return agents.find(isThere) ?? null
}
