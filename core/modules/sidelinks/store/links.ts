import { type Db, isPostgres, json } from '../../../platform/db/index.ts'
import type { SideLink, Via } from '../link.ts'

type Row = {
  id: number
  uid: string
  person_id: number
  conversation_id: number
  agent_id: number
  text_id: number | null
  wants: string
  via: Via
  proves: string | null
  received: number
  created_at: string
  expires_at: string
  opened_at: string | null
  used_at: string | null
  ended_at: string | null
}

export type NewLink = Pick<
  SideLink,
  'uid' | 'personId' | 'conversationId' | 'agentId' | 'wants' | 'via' | 'proves' | 'createdAt' | 'expiresAt'
> & { tokenHash: string; codeHash: string | null }

/** Writes a link down. */
export async function insertLink(trx: Db, link: NewLink): Promise<SideLink> {
  const rows: Row[] = await trx('side_link')
    .insert({
      uid: link.uid,
      token_hash: link.tokenHash,
      code_hash: link.codeHash,
      person_id: link.personId,
      conversation_id: link.conversationId,
      agent_id: link.agentId,
      wants: json.write(link.wants),
      via: link.via,
      proves: link.proves,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
    })
    .returning('*')
  const [row] = rows
  if (!row) throw new Error('link was not made')
  return fromRow(row)
}

/** Takes a link away that never reached anybody. */
export async function deleteLink(trx: Db, id: number): Promise<void> {
  await trx('side_link').where({ id }).delete()
}

/** The link with this token (its hash), ended or not, or undefined. */
export async function linkByToken(db: Db, tokenHash: string): Promise<SideLink | undefined> {
  const row: Row | undefined = await db('side_link').where({ token_hash: tokenHash }).first()
  return row && fromRow(row)
}

/** The link that waits for this spoken code (its hash), which nobody else redeems at the same time. */
export async function lockByCode(trx: Db, codeHash: string, at: string): Promise<SideLink | undefined> {
  const query = trx('side_link')
    .where({ code_hash: codeHash })
    .whereNull('ended_at')
    .where('expires_at', '>', at)
    .orderBy('id', 'desc')
  if (isPostgres(trx)) query.forUpdate()
  const row: Row | undefined = await query.first()
  return row && fromRow(row)
}

/** The link of a conversation, or undefined. */
export async function findLink(db: Db, conversationId: number, id: number): Promise<SideLink | undefined> {
  const row: Row | undefined = await db('side_link').where({ id, conversation_id: conversationId }).first()
  return row && fromRow(row)
}

/** The newest links of a conversation, newest first. */
export async function linksOf(db: Db, conversationId: number, limit: number): Promise<SideLink[]> {
  const rows: Row[] = await db('side_link')
    .where({ conversation_id: conversationId })
    .orderBy('id', 'desc')
    .limit(limit)
  return rows.map(fromRow)
}

/** Is this code waited for already? */
export async function isCodeTaken(db: Db, codeHash: string, at: string): Promise<boolean> {
  return (await lockByCode(db, codeHash, at)) !== undefined
}

export type LinkChange = Partial<{
  code_hash: null
  text_id: number
  identity_id: number
  expires_at: string
  opened_at: string
  used_at: string
  ended_at: string
}>

/** Changes what is given and leaves the rest. */
export async function updateLink(trx: Db, id: number, change: LinkChange): Promise<void> {
  await trx('side_link').where({ id }).update(change)
}

/** Notes that the page was opened; false where that was known. */
export async function putOpened(trx: Db, id: number, at: string): Promise<boolean> {
  return (await trx('side_link').where({ id }).whereNull('opened_at').update({ opened_at: at })) === 1
}

/** Notes that something came under this identity. */
export async function putUsed(trx: Db, id: number, identityId: number, at: string): Promise<void> {
  await trx('side_link')
    .where({ id })
    .increment('received', 1)
    .update({ used_at: at, identity_id: identityId })
}

/** Whose conversation it is now: people join and part. */
export async function personIn(db: Db, conversationId: number): Promise<number | undefined> {
  const row = await db('conversation').where({ id: conversationId }).first('person_id')
  return row?.person_id
}

function fromRow(row: Row): SideLink {
  return {
    id: row.id,
    uid: row.uid,
    personId: row.person_id,
    conversationId: row.conversation_id,
    agentId: row.agent_id,
    textId: row.text_id,
    wants: json.read<SideLink['wants']>(row.wants, []),
    via: row.via,
    proves: row.proves,
    received: row.received,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    openedAt: row.opened_at,
    usedAt: row.used_at,
    endedAt: row.ended_at,
  }
}
