import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { enqueue, failure, type Handler } from '../../../platform/jobs/index.ts'
import { later } from '../../../platform/time.ts'
import { cardChanged } from '../../conversations/index.ts'
import { hasPart } from '../access.ts'
import { cardOf } from '../card.ts'
import { freeAgent } from '../freeing.ts'
import { results } from '../result.ts'
import { lockLine, updateLine } from '../store/agent-lines.ts'
import { findCall, lockCall, updateCall } from '../store/calls.ts'
import { tellCall, tellPhone } from '../telling.ts'

/** What is written down of a call when it is over. */
export type Wrapped = { result?: string; note?: string }

/** Letters of a note; what is longer is cut. */
export const longestNote = 4000
const extension = 60_000

/** Writes down what came of a call; whoever is still wrapping it up is free again. Throws Invalid, and NotFound. */
export async function wrapUp(app: App, viewer: Viewer, callId: number, wrapped: Wrapped): Promise<void> {
  const { result, note } = wrapped
  if (result !== undefined && !results.some((known) => known === result))
    throw new Invalid([{ field: 'result', message: 'errors.fault.choice' }])
  const at = app.clock().toISOString()
  await edit(app, viewer, callId, async (trx) => {
    await updateCall(trx, callId, {
      wrappedAt: at,
      ...(result !== undefined && { result }),
      ...(note !== undefined && { note: noteIn(note) }),
    })
    const line = await lockLine(trx, viewer.agentId)
    if (line.state === 'wrapping' && line.callId === callId) await endWrapUp(trx, viewer.agentId, at)
  })
}

/** Keeps the note that is being written while the call goes on. Throws as `wrapUp`. */
export async function keepNote(app: App, viewer: Viewer, callId: number, note: string): Promise<void> {
  await edit(app, viewer, callId, (trx) => updateCall(trx, callId, { note: noteIn(note) }))
}

/** Another minute to write things down. Throws Conflict where the viewer is not wrapping up. */
export async function extendWrapUp(app: App, viewer: Viewer): Promise<void> {
  const { agentId } = viewer
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const { state, wrapUntil } = await lockLine(trx, agentId)
    if (state !== 'wrapping' || !wrapUntil) throw new Conflict('calls.conflict.not-wrapping')
    const until = later(wrapUntil, extension)
    await updateLine(trx, agentId, { wrapUntil: until })
    await keepWrapTimer(trx, agentId, until, at)
    await tellPhone(trx, agentId, at)
  })
}

/** The wrap-up ends by itself at this time (ISO 8601 UTC). */
export async function keepWrapTimer(trx: Db, agentId: number, until: string, now: string): Promise<void> {
  await enqueue(trx, { name: 'call.wrapped', payload: { agentId, until }, dueAt: until }, now)
}

/** The job that ends a wrap-up; one that was extended since has a job of its own. */
export function wrappedJob(app: App): Handler<{ agentId: number; until: string }> {
  return {
    async run({ agentId, until }) {
      if (typeof agentId !== 'number') throw failure('not a wrap-up', { permanent: true })
      await transaction(app.db, async (trx) => {
        const line = await lockLine(trx, agentId)
        if (line.state !== 'wrapping' || line.wrapUntil !== until) return
        await endWrapUp(trx, agentId, app.clock().toISOString())
      })
    },
  }
}

async function endWrapUp(trx: Db, agentId: number, at: string) {
  await freeAgent(trx, agentId, at)
  await tellPhone(trx, agentId, at)
}

/** What the viewer has nothing to do with is not there. */
async function edit(app: App, viewer: Viewer, callId: number, work: (trx: Db) => Promise<void>) {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const call = await lockCall(trx, callId)
    if (!call || !(await hasPart({ ...app, db: trx }, viewer, call))) throw new NotFound(`call ${callId}`)
    await work(trx)
    const now = await findCall(trx, callId)
    if (now?.messageId) await cardChanged(trx, now.messageId, await cardOf(trx, now), at)
    await tellCall(trx, callId, at)
  })
}

function noteIn(note: string): string {
  return note.toWellFormed().replaceAll('\0', '').trim().slice(0, longestNote)
}
