import { Invalid, NotFound } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { identitiesOfPeople, visibleAmong } from '../../people/index.ts'
import type { Call } from '../call.ts'
import { place } from './placing.ts'
import { findCallFor } from '../store/history.ts'

/**
 * Calls whom this call was with, under the same number. Throws NotFound for a call that the viewer may not see, Invalid
 * where its number was withheld, and whatever `place` does.
 */
export async function callAgain(app: App, viewer: Viewer, callId: number): Promise<{ callId: number }> {
  const call = await findCallFor(app.db, viewer, callId)
  if (!call) throw new NotFound(`call ${callId}`)
  if (!call.number) throw new Invalid([{ field: 'number', message: 'calls.refused.withheld' }])
  return place(app, { viewer, to: await calleeIn(app, viewer, call) })
}

/** The person where the viewer sees them and the number is theirs; else the number alone, which the viewer never sees. */
async function calleeIn(app: App, viewer: Viewer, { personId, number }: Call) {
  const [seen] = personId === null ? [] : await visibleAmong(app.db, viewer, [personId])
  if (seen === undefined) return { number }
  const contacts = await identitiesOfPeople(app.db, [seen])
  const contact = contacts.find(({ scope, externalId }) => scope === 'phone' && externalId === number)
  return contact ? { personId: seen, identityId: contact.id } : { number }
}
