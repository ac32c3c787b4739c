import { type Db, flag, isPostgres, json } from '../../../platform/db/index.ts'
import { unmerged } from '../merging/family.ts'
import type { Identity, Proof } from '../person.ts'

/** A customer as a channel names them. `by`: the agent who brings them, if they are new. `public`: under this name they speak where anybody can read it. */
export type Caller = { channelId: number; who: string; public?: boolean; by?: number }

type Row = {
  id: number
  person_id: number
  channel_id: number | null
  scope: string
  external_id: string
  name: string
  proof: Proof
  public: number
  gone: Identity['gone']
  subject: string | null
  avatar: string | null
}

/**
 * The identities of these callers, in their order; who is new becomes a person. Any number of callers costs the same
 * few queries. On PostgreSQL a lock on each new name keeps two processes from making the same person twice, and nobody moves a known
 * identity to another person before this transaction ends.
 */
export async function findOrMakeIdentities(trx: Db, callers: Caller[], at: string): Promise<Identity[]> {
  const known = await findIdentities(trx, callers)
  const missing = unique(callers.filter((caller) => !known.has(nameOf(caller))))
  if (missing.length > 0) {
    if (isPostgres(trx)) await lockNames(trx, missing)
    const since = isPostgres(trx) ? await findIdentities(trx, missing) : new Map<string, Identity>()
    const made = missing.filter((caller) => !since.has(nameOf(caller)))
    for (const [name, identity] of [...since, ...(await makeIdentities(trx, made, at))])
      known.set(name, identity)
  }
  return callers.map((caller) => known.get(nameOf(caller))).filter((identity) => identity !== undefined)
}

/** The identity of a caller, or undefined. */
export async function findIdentity(db: Db, caller: Caller): Promise<Identity | undefined> {
  return (await findIdentities(db, [caller])).get(nameOf(caller))
}

/** The identity by id, or undefined. */
export async function identityById(db: Db, id: number): Promise<Identity | undefined> {
  const row: Row | undefined = await db('identity').where({ id }).first()
  return row && fromRow(row)
}

/** The identity by id, which nobody else reads to write with before this transaction ends. */
export async function lockIdentity(trx: Db, id: number): Promise<Identity | undefined> {
  const query = trx('identity').where({ id })
  if (isPostgres(trx)) query.forUpdate()
  const row: Row | undefined = await query.first()
  return row && fromRow(row)
}

/** These identities, in order of id. */
export async function identitiesById(db: Db, ids: number[]): Promise<Identity[]> {
  const rows: Row[] = await db('identity').whereIn('id', ids).orderBy('id')
  return rows.map(fromRow)
}

/** Every identity of these people, oldest first. */
export async function identitiesOfPeople(db: Db, personIds: number[]): Promise<Identity[]> {
  const rows: Row[] = await db('identity').whereIn('person_id', personIds).orderBy('id')
  return rows.map(fromRow)
}

/** Notes a way to reach a person, or better proof of one that is known. Proof is never taken back. */
export async function putContact(
  trx: Db,
  contact: { personId: number; scope: string; externalId: string; proof: 'claimed' | 'channel' | 'verified' },
  at: string,
): Promise<void> {
  const { personId, scope, externalId, proof } = contact
  const insert = trx('identity')
    .insert({ person_id: personId, scope, external_id: externalId, proof, created_at: at })
    .onConflict(['scope', 'external_id', 'person_id'])
  await (proof === 'verified' ? insert.merge(['proof']) : insert.ignore())
}

/** The person by whom this number (E.164) was told, and how well it is proven; oldest first. */
export async function ownersOf(db: Db, number: string): Promise<{ personId: number; proof: Proof }[]> {
  return db('identity')
    .where({ scope: 'phone', external_id: number })
    .whereRaw(unmerged)
    .orderBy('id')
    .select('person_id as personId', 'proof')
}

/** The number (E.164) under which each of these people is called: that with the best proof, the newest of several. */
export async function bestNumbers(db: Db, personIds: number[]): Promise<Map<number, string>> {
  const worstFirst: { person_id: number; external_id: string }[] = await db('identity')
    .where({ scope: 'phone' })
    .whereIn('person_id', personIds)
    .orderByRaw(`case proof when 'verified' then 2 when 'channel' then 1 else 0 end, id`)
    .select('person_id', 'external_id')
  return new Map(worstFirst.map((row) => [row.person_id, row.external_id]))
}

/** The contact by which a person has this number (E.164), or undefined. */
export async function contactOf(db: Db, personId: number, number: string): Promise<Identity | undefined> {
  const row: Row | undefined = await db('identity')
    .where({ scope: 'phone', external_id: number, person_id: personId })
    .first()
  return row && fromRow(row)
}

/** A new identity of somebody who is known. */
export async function makeIdentityOf(
  trx: Db,
  caller: Caller,
  personId: number,
  at: string,
): Promise<Identity> {
  const [row]: Row[] = await trx('identity')
    .insert(newIdentity(caller, personId, at))
    .returning('*')
  if (!row) throw new Error('identity was not made')
  return fromRow(row)
}

/** How many contacts a person has by their own word alone. */
export async function countClaims(trx: Db, personId: number): Promise<number> {
  const row = await trx('identity')
    .where({ person_id: personId, proof: 'claimed' })
    .count({ count: '*' })
    .first()
  return Number(row?.count)
}

/** They are there again: whoever does something has not left. */
export async function clearGone(trx: Db, ids: number[]): Promise<void> {
  if (ids.length > 0) await trx('identity').whereIn('id', ids).update({ gone: null })
}

/** What is said over these identities can be read by anybody. */
export async function markPublic(trx: Db, ids: number[]): Promise<void> {
  if (ids.length > 0) await trx('identity').whereIn('id', ids).update({ public: 1 })
}

/** Changes what a channel has told about its customer. */
export async function updateIdentity(
  trx: Db,
  id: number,
  change: { name?: string; proof?: Proof; subject?: string; gone?: Identity['gone'] },
): Promise<void> {
  if (Object.keys(change).length > 0) await trx('identity').where({ id }).update(change)
}

async function findIdentities(db: Db, callers: Caller[]): Promise<Map<string, Identity>> {
  const query = db('identity')
    .whereIn('channel_id', [...new Set(callers.map(({ channelId }) => channelId))])
    .whereIn('external_id', [...new Set(callers.map(({ who }) => who))])
  if (isPostgres(db) && db.isTransaction) query.orderBy('id').forShare()
  const rows: Row[] = await query
  return byName(rows)
}

async function makeIdentities(trx: Db, callers: Caller[], at: string): Promise<Map<string, Identity>> {
  if (callers.length === 0) return new Map()
  const people = await trx('person')
    .insert(
      callers.map(({ channelId, by }) => ({
        created_at: at,
        seen_at: at,
        registered_channel_id: channelId,
        registered_by: by ?? null,
      })),
    )
    .returning('id')
  const rows: Row[] = await trx('identity')
    .insert(callers.map((caller, index) => newIdentity(caller, people[index].id, at)))
    .returning('*')
  return byName(rows)
}

function newIdentity(caller: Caller, personId: number, at: string) {
  const { channelId, who } = caller
  return {
    person_id: personId,
    channel_id: channelId,
    scope: `channel:${channelId}`,
    external_id: who,
    proof: 'channel',
    public: flag.write(caller.public === true),
    data: json.write({}),
    created_at: at,
  }
}

/** In one order for everybody, so that two processes cannot wait for each other. */
async function lockNames(trx: Db, callers: Caller[]) {
  const names = callers.map(nameOf).sort()
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(?::text[]) as name', [
    names,
  ])
}

function byName(rows: Row[]): Map<string, Identity> {
  return new Map(
    rows.map((row) => [nameOf({ channelId: row.channel_id ?? 0, who: row.external_id }), fromRow(row)]),
  )
}

function unique(callers: Caller[]): Caller[] {
  return [...new Map(callers.map((caller) => [nameOf(caller), caller])).values()]
}

function nameOf({ channelId, who }: Caller): string {
  return `${channelId} ${who}`
}

function fromRow(row: Row): Identity {
  return {
    id: row.id,
    personId: row.person_id,
    channelId: row.channel_id,
    scope: row.scope,
    externalId: row.external_id,
    name: row.name,
    proof: row.proof,
    public: flag.read(row.public),
    gone: row.gone,
    subject: row.subject,
    avatar: row.avatar,
  }
}
