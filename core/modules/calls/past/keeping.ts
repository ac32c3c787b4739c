import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { earlier } from '../../../platform/time.ts'
import { callCame, callTaken, callWaits, cardChanged } from '../../conversations/index.ts'
import { calleeOf, callerOf } from '../../people/index.ts'
import { keepRecording } from '../../recordings/index.ts'
import { addTask, callbackDone } from '../../tasks/index.ts'
import type { Call, Outcome } from '../call.ts'
import { cardOf } from '../card.ts'
import { findCall, updateCall } from '../store/calls.ts'
import { insertEnded } from '../store/ended.ts'
import { newUid } from '../uid.ts'
import { keepPastLegs } from './legs.ts'
import type { PastCall } from './past-call.ts'

type Debt = 'missed' | 'abandoned' | 'voicemail' | 'asked'

const debts: Partial<Record<Outcome, Debt>> = {
  missed: 'missed',
  closed: 'missed',
  abandoned: 'abandoned',
  voicemail: 'voicemail',
  callback: 'asked',
}

/**
 * Writes down a call that happened elsewhere, with all that follows from one that happens here: its card in the
 * conversation, who holds that, what is owed or done by it, and its recording. Answers the call.
 */
export async function recordPastCall(app: App, { sound, ...past }: PastCall): Promise<Call> {
  const id = await transaction(app.db, (trx) => keep(trx, past))
  if (sound) await keepSound(app, id, past, sound)
  return transaction(app.db, (trx) => show(trx, id, past.endedAt))
}

async function keep(trx: Db, { personId: known, owed, ...past }: Omit<PastCall, 'sound'>): Promise<number> {
  const { channelId, direction, number, agentId, startedAt } = past
  const uid = newUid()
  const named = { channelId, number }
  const identity =
    known === undefined
      ? await callerOf(trx, { ...named, uid }, startedAt)
      : await calleeOf(trx, { ...named, personId: known }, startedAt)
  const { id: identityId, personId } = identity
  const id = await insertEnded(trx, { ...past, ...sumsOf(past), state: 'ended', uid, identityId, personId })
  const placed = direction === 'out' && agentId !== null && { agentId }
  const card = await cardOf(trx, await stored(trx, id))
  const came = await callCame(trx, { identity, channelId, ...placed, card, at: startedAt })
  await updateCall(trx, id, came)
  await keepPastLegs(trx, { ...past, id, uid })
  await follow(trx, past, { callId: id, personId, conversationId: came.conversationId }, owed)
  return id
}

function sumsOf({ queuedAt, answeredAt, endedAt, result }: PastCall) {
  return {
    waitMs: queuedAt === null ? null : between(queuedAt, answeredAt ?? endedAt),
    talkMs: answeredAt === null ? null : between(answeredAt, endedAt),
    wrappedAt: result ? endedAt : null,
  }
}

type Whose = { callId: number; personId: number; conversationId: number }

/** Who waits, who holds the conversation, and what is owed. */
async function follow(trx: Db, past: PastCall, whose: Whose, owed: PastCall['owed']) {
  const { direction, queuedAt, answeredAt, endedAt, teamId, agentId, outcome } = past
  const { callId, personId, conversationId } = whose
  if (queuedAt !== null) await callWaits(trx, conversationId, { teamId }, queuedAt)
  if (answeredAt !== null && agentId !== null) {
    await callTaken(trx, conversationId, { agentId, keeps: direction === 'out' }, answeredAt)
    await callbackDone(trx, personId, callId, answeredAt)
  }
  const reason = direction === 'in' ? debts[outcome] : undefined
  if (!reason) return
  await callWaits(trx, conversationId, { teamId }, endedAt)
  await addTask(trx, { kind: 'callback', ...whose, teamId, reason, ...owed }, endedAt)
}

/** What was said ends with the call. */
async function keepSound(
  app: App,
  callId: number,
  { answeredAt, endedAt }: PastCall,
  { announced, ...sound }: NonNullable<PastCall['sound']>,
) {
  const kind = answeredAt === null ? 'voicemail' : 'call'
  const startedAt = earlier(endedAt, sound.ms)
  const recording = { callId, name: `past.${callId}`, kind, announced } as const
  await keepRecording(app, { ...recording, startedAt, endedAt }, sound)
}

async function show(trx: Db, id: number, at: string): Promise<Call> {
  const call = await stored(trx, id)
  if (call.messageId !== null) await cardChanged(trx, call.messageId, await cardOf(trx, call), at)
  return call
}

async function stored(trx: Db, id: number): Promise<Call> {
  const call = await findCall(trx, id)
  if (!call) throw new Error(`no call ${id}`)
  return call
}

function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from)
}
