import type { Db } from '../../../platform/db/index.ts'
import type { Proof } from '../person.ts'
import type { Detail } from './store.ts'

const ranks: Record<Proof, number> = { none: 0, claimed: 1, channel: 2, verified: 3 }

/** Contacts that both have count for the one who stays as what the better proof makes them. Answers what they were. */
export async function raiseDoubles(trx: Db, from: number, to: number): Promise<Detail['raised']> {
  const doubles: { id: number; was: Proof; proof: Proof }[] = await trx('identity as kept')
    .join('identity as gone', (same) =>
      same.on('gone.scope', 'kept.scope').andOn('gone.external_id', 'kept.external_id'),
    )
    .where({ 'kept.person_id': to, 'gone.person_id': from })
    .select('kept.id', 'kept.proof as was', 'gone.proof')
  const raised = doubles.filter(({ was, proof }) => ranks[proof] > ranks[was])
  for (const { id, proof } of raised) await trx('identity').where({ id }).update({ proof })
  return raised.map(({ id, was }) => ({ id, was }))
}

/** They are again what they were, but for those that were proven for themselves since. */
export async function lowerDoubles(trx: Db, from: number, raised: Detail['raised']): Promise<void> {
  for (const { id, was } of raised) {
    const lent = trx('identity as gone')
      .select('gone.id')
      .where('gone.person_id', from)
      .whereRaw('gone.external_id = identity.external_id and gone.proof = identity.proof')
    await trx('identity').where({ id }).whereExists(lent).update({ proof: was })
  }
}
