import { Forbidden, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { can } from '../../agents/index.ts'
import { telephone } from '../../dialing/index.ts'
import { hasPart, oversight } from '../access.ts'
import type { Call } from '../call.ts'
import type { CallAction } from '../engine/index.ts'
import { step } from '../runtime/step.ts'
import { findCall } from '../store/calls.ts'

/**
 * Does something to a call that goes on. Resolves when it is stored; the exchange does it at the same moment. Throws
 * Conflict where it makes no sense now, Refused for a number that we do not dial, Forbidden without the permission, and
 * NotFound for a call that this viewer has nothing to do with.
 */
export async function act(app: App, viewer: Viewer, callId: number, action: CallAction): Promise<void> {
  const call = await findCall(app.db, callId)
  if (!call) throw new NotFound(`call ${callId}`)
  await insistOnLeave(app, viewer, call, action)
  const checked = await withTelephone(app, action)
  const { agentId, ip } = viewer
  await step(app, call.uid, { type: 'action', agentId, action: checked, ip })
}

async function insistOnLeave(app: App, viewer: Viewer, call: Call, action: CallAction) {
  const isSupervision = action.do === 'supervise' || action.do === 'take-over'
  const permission = isSupervision ? 'calls.supervise' : 'calls.take'
  if (!can(viewer, permission)) throw new Forbidden(permission)
  const isSeen = isSupervision ? (await oversight(app, viewer))(call) : await hasPart(app, viewer, call)
  if (!isSeen) throw new NotFound(`call ${call.id}`)
}

/** A number outside is one that we may pay for. */
async function withTelephone(app: App, action: CallAction): Promise<CallAction> {
  if (!('to' in action) || !('number' in action.to)) return action
  return { ...action, to: { number: await telephone(app.db, action.to.number) } }
}
