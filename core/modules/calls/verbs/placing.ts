import { Conflict, Forbidden, Invalid, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { can } from '../../agents/index.ts'
import { admit } from '../../dialing/index.ts'
import { extensionOf, type SoundRef } from '../../lines/index.ts'
import { calleeOf, callerOf, numberOf, visibleAmong } from '../../people/index.ts'
import type { Purpose } from '../call.ts'
import { beginOutgoing, type World } from '../engine/index.ts'
import { begin } from '../runtime/begin.ts'
import type { Stored } from '../runtime/keep.ts'
import { inTurn } from '../runtime/step.ts'
import { readWorld } from '../runtime/world.ts'
import { agentLine } from '../store/agent-lines.ts'
import { ensureLeg } from '../store/legs.ts'
import { newUid } from '../uid.ts'

type PlacedPurpose = Exclude<Purpose, 'inbound' | 'code'>

/** A call that staff place: to a person, whose number nobody has to see, or to a number as it is dialled. */
export type PlaceRequest = {
  viewer: Viewer
  to: { personId: number; identityId?: number } | { number: string }
  lineId?: number
  purpose?: PlacedPurpose
  /** Sounds that open the call; the viewer listens, and may seize it. */
  robot?: { sounds: SoundRef[] }
}

/**
 * Calls somebody: the viewer's phone rings first. The gate of dialing is asked in the same transaction, and again before the
 * customer's number is dialled. Throws Refused for its no, Conflict without a phone or while another call goes on,
 * NotFound for a person whom the viewer may not see, and Forbidden.
 */
export async function place(app: App, request: PlaceRequest): Promise<{ callId: number }> {
  const { viewer, to, ...wishes } = request
  const { agentId } = viewer
  if (!can(viewer, 'calls.take')) throw new Forbidden('calls.take')
  if ('personId' in to && !(await visibleAmong(app.db, viewer, [to.personId])).includes(to.personId))
    throw new NotFound(`person ${to.personId}`)
  const extension = await extensionOf(app.db, agentId)
  if (!extension) throw new Conflict('calls.conflict.no-phone')
  const { channelId } = extension
  const uid = newUid()
  return placeCall(app, { ...wishes, to, agentId, channelId, uid })
}

/** `leg`: the agent's phone has dialled by itself, and is on the line. */
type Placing = Omit<PlaceRequest, 'viewer'> & {
  agentId: number
  channelId: number
  uid: string
  leg?: string
}

/** As `place`, for whoever is known to be allowed to. */
export async function placeCall(app: App, placing: Placing): Promise<{ callId: number }> {
  const stored = await inTurn(app, placing.uid, (trx) => placeIn({ ...app, db: trx }, placing))
  if (!stored) throw new Error('call was not placed')
  return { callId: stored.call.id }
}

async function placeIn(app: App, placing: Placing): Promise<Stored> {
  const { agentId, channelId, uid, robot, leg, purpose = robot ? 'robot' : 'agent' } = placing
  await insistOnFree(app.db, agentId)
  const { line, identity, number } = await admitted(app, { ...placing, purpose })
  const about = { channelId, lineId: line, number, identityId: identity.id, teamId: null }
  const world = await readWorld(app, about)
  const opening = robot?.sounds.map(world.sound)
  const out = { uid, purpose, agentId, number, ...(opening && { opening }) }
  const advance = beginOutgoing(out, leg === undefined ? world : onLine(world, agentId, leg))
  const call = { uid, channelId, lineId: line, direction: 'out' as const, purpose, number, agentId }
  const stored = await begin(app, { ...call, identity }, advance)
  if (leg === undefined) return stored
  const at = app.clock().toISOString()
  await ensureLeg(app.db, { callId: stored.call.id, leg, party: 'agent', agentId }, at)
  return { ...stored, commands: [[{ do: 'answer', leg }], ...stored.commands] }
}

/** What the gate says, and who it is that is called. */
async function admitted(app: App, placing: Placing & { purpose: PlacedPurpose }) {
  const { to, agentId, channelId, uid, lineId, purpose } = placing
  const at = app.clock().toISOString()
  const personId = 'personId' in to ? to.personId : undefined
  const { id: line, callee: number } = await admit(app.db, app, {
    number: await numberIn(app.db, to),
    agentId,
    purpose,
    channelId,
    at,
    ...(personId !== undefined && { personId }),
    ...(lineId !== undefined && { lineId }),
  })
  const identity =
    personId === undefined
      ? await callerOf(app.db, { channelId, number, uid, by: agentId }, at)
      : await calleeOf(app.db, { channelId, number, personId }, at)
  return { line, identity, number }
}

/** A phone that is on the line is not rung. */
function onLine(world: World, agentId: number, leg: string): World {
  const phoneOf: World['phoneOf'] = (id, isBack) =>
    id === agentId ? { phone: leg, auto: true, parked: leg } : world.phoneOf(id, isBack)
  return { ...world, phoneOf }
}

/** Who wraps up may call again at once. */
async function insistOnFree(trx: Db, agentId: number) {
  const { state } = await agentLine(trx, agentId)
  if (state === 'offered' || state === 'talking') throw new Conflict('calls.conflict.busy')
}

async function numberIn(trx: Db, to: PlaceRequest['to']): Promise<string> {
  if ('number' in to) return to.number
  const number = await numberOf(trx, to)
  if (number === undefined) throw new Invalid([{ field: 'personId', message: 'calls.refused.no-number' }])
  return number
}
