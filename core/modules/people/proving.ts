import type { Db } from '../../platform/db/index.ts'
import { append } from '../../platform/events/index.ts'
import { personChanged } from './changed.ts'
import { putContact } from './store/identities.ts'

/** Notes that this number (E.164) is shown to be the person's; whom else it shows to be them is the caller's to ask. */
export async function noteProof(
  trx: Db,
  { personId, number }: { personId: number; number: string },
  at: string,
): Promise<void> {
  await putContact(trx, { personId, scope: 'phone', externalId: number, proof: 'verified' }, at)
  await append(trx, personChanged(personId), at)
}
