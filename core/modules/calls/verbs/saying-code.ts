import { Invalid } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { json } from '../../../platform/db/index.ts'
import { conversationFor } from '../../conversations/index.ts'
import { admit, Refused } from '../../dialing/index.ts'
import { codeSounds } from '../../lines/index.ts'
import { calleeOf, numberOf } from '../../people/index.ts'
import { codeCalled, drawCode } from '../../texting/index.ts'
import { beginCode } from '../engine/index.ts'
import { begin } from '../runtime/begin.ts'
import type { Stored } from '../runtime/keep.ts'
import { inTurn } from '../runtime/step.ts'
import { readWorld } from '../runtime/world.ts'
import { newUid } from '../uid.ts'

type Asked = { agentId: number; conversationId: number; personId: number; identityId: number }

/**
 * Calls a number of the customer, says a code of six digits twice and hangs up; the customer reads it out to the agent.
 * The gate of dialing and the limit of codes are asked in the same transaction. Throws NotFound where this viewer may not
 * see the conversation, and Invalid on `code` for a no.
 */
export async function sayCode(
  app: App,
  viewer: Viewer,
  { conversationId, identityId }: { conversationId: number; identityId: number },
): Promise<void> {
  const conversation = await conversationFor(app.db, viewer, conversationId)
  const { agentId, locale } = viewer
  const asked = { agentId, conversationId, personId: conversation.personId, identityId }
  const uid = newUid()
  try {
    await inTurn(app, uid, (trx) => place({ ...app, db: trx }, uid, asked))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw refused(app.i18n.t(locale, error.message, error.values))
  }
}

async function place(app: App, uid: string, { conversationId, ...asked }: Asked): Promise<Stored> {
  const { agentId, personId, identityId } = asked
  const typed = await numberOf(app.db, { personId, identityId })
  if (!typed) throw refused('texting.refused.number')
  const at = app.clock().toISOString()
  const line = await admit(app.db, app, { number: typed, personId, agentId, purpose: 'code', at })
  const { id: lineId, channelId, callee: number } = line
  const identity = await calleeOf(app.db, { channelId, number, personId }, at)
  const world = await readWorld(app, { channelId, lineId, number, identityId: identity.id, teamId: null })
  const code = drawCode()
  const sealed = app.vault.seal(json.write(codeSounds(world.sound, code)))
  const advance = beginCode({ uid, number, sounds: [{ sealed }] }, world)
  const call = {
    uid,
    channelId,
    lineId,
    direction: 'out' as const,
    purpose: 'code' as const,
    number,
    agentId,
  }
  const stored = await begin(app, { ...call, identity }, advance)
  await codeCalled(app, app.db, { ...asked, conversationId, channelId, callId: stored.call.id, code })
  return stored
}

function refused(message: string): Invalid {
  return new Invalid([{ field: 'code', message }])
}
