import type { Db } from '../../../platform/db/index.ts'

/**
 * Gives an identity to another person. Where the one it leaves has no other account, what is known of them goes
 * along: contacts, tags, the note and how they first came. The emptied person stays.
 */
export async function moveIdentity(
  trx: Db,
  { identityId, from, to }: { identityId: number; from: number; to: number },
): Promise<void> {
  await trx('identity').where({ id: identityId }).update({ person_id: to })
  const other = await trx('identity').where({ person_id: from }).whereNotNull('channel_id').first('id')
  if (other) return
  await moveContacts(trx, from, to)
  await copyTags(trx, from, to)
  await joinFacts(trx, from, to)
}

async function moveContacts(trx: Db, from: number, to: number) {
  await trx('identity')
    .where({ person_id: from })
    .whereNotExists((same) =>
      same
        .from('identity as theirs')
        .select('theirs.id')
        .where('theirs.person_id', to)
        .whereRaw('theirs.scope = identity.scope and theirs.external_id = identity.external_id'),
    )
    .update({ person_id: to })
}

async function copyTags(trx: Db, from: number, to: number) {
  const tags: string[] = await trx('person_tag').where({ person_id: from }).pluck('tag')
  if (tags.length === 0) return
  await trx('person_tag')
    .insert(tags.map((tag) => ({ person_id: to, tag })))
    .onConflict()
    .ignore()
}

async function joinFacts(trx: Db, from: number, to: number) {
  const rows = await trx('person')
    .whereIn('id', [from, to])
    .select('id', 'name', 'note', 'first_touch', 'last_touch')
  const left = rows.find((row) => row.id === from)
  const kept = rows.find((row) => row.id === to)
  await trx('person')
    .where({ id: to })
    .update({
      name: kept.name || left.name,
      note: [kept.note, left.note].filter(Boolean).join('\n\n'),
      first_touch: kept.first_touch ?? left.first_touch,
      last_touch: left.last_touch ?? kept.last_touch,
    })
}
