import { type Db, flag, insertId } from '../../../platform/db/index.ts'
import type { Device, Extension } from '../extension.ts'
import { readPhoneName } from '../extension.ts'

type Row = {
  id: number
  channel_id: number
  agent_id: number
  number: string
  secret: string
  device: Device
  auto: number
  browser_online: number
  desk_online: number
  deleted: number
  created_at: string
}

/** `secret` is sealed by the vault. */
export type SealedExtension = Extension & { secret: string }

/** The phone of an agent who works here, the first where several exchanges know them; undefined where there is none. */
export async function extensionOf(db: Db, agentId: number): Promise<Extension | undefined> {
  const row = (await working(db)).find((each) => each.agent_id === agentId)
  return row && fromRow(row)
}

/** Whose phone this is, by its name at the exchange (`801`, `801-web`); undefined of those who work here no more. */
export async function extensionByPhone(
  db: Db,
  channelId: number,
  phone: string,
): Promise<Extension | undefined> {
  const { number } = readPhoneName(phone)
  const row = (await working(db)).find((each) => each.channel_id === channelId && each.number === number)
  return row && fromRow(row)
}

/** Every extension, also of those who work here no more, by its number. */
export async function listExtensions(db: Db): Promise<Extension[]> {
  const rows: Row[] = await db('extension').where({ deleted: 0 }).orderBy('channel_id').orderBy('number')
  return rows.map(fromRow)
}

/** The extension by id with its sealed secret, deleted ones too, or undefined. */
export async function findExtension(
  db: Db,
  id: number,
): Promise<(SealedExtension & { deleted: boolean }) | undefined> {
  const row: Row | undefined = await db('extension').where({ id }).first()
  return row && { ...sealedFromRow(row), deleted: flag.read(row.deleted) }
}

/** The extensions of an exchange whose agents can sign in, with their sealed secrets. */
export async function extensionsAt(db: Db, channelId: number): Promise<SealedExtension[]> {
  return (await working(db)).filter((each) => each.channel_id === channelId).map(sealedFromRow)
}

/** Adds an extension and answers its id, or nothing where the number is taken or the agent has one there. */
export async function insertExtension(
  trx: Db,
  extension: Omit<SealedExtension, 'id' | 'online'>,
): Promise<number | undefined> {
  const { channelId, agentId, createdAt, auto, ...rest } = extension
  if (await isTaken(trx, extension)) return undefined
  return insertId(trx, 'extension', {
    ...rest,
    channel_id: channelId,
    agent_id: agentId,
    auto: flag.write(auto),
    created_at: createdAt,
  })
}

/** Has another living extension of this exchange the number, or the agent? */
export async function isTaken(
  db: Db,
  {
    id = 0,
    channelId,
    agentId,
    number,
  }: Pick<Extension, 'channelId' | 'agentId' | 'number'> & { id?: number },
): Promise<boolean> {
  const other = await db('extension')
    .where({ channel_id: channelId, deleted: 0 })
    .whereNot({ id })
    .where((same) => same.where({ agent_id: agentId }).orWhere({ number }))
    .first('id')
  return other !== undefined
}

/** Changes what is given and leaves the rest. One that is taken out is registered nowhere. */
export async function updateExtension(
  trx: Db,
  id: number,
  change: Partial<Pick<SealedExtension, 'number' | 'device' | 'auto' | 'secret'> & { deleted: boolean }>,
): Promise<void> {
  const { auto, deleted, ...rest } = change
  await trx('extension')
    .where({ id })
    .update({
      ...rest,
      ...(auto !== undefined && { auto: flag.write(auto) }),
      ...(deleted !== undefined && { deleted: flag.write(deleted), browser_online: 0, desk_online: 0 }),
    })
}

/** Writes down whether a phone is registered; answers whose it is where that is new. */
export async function updateOnline(
  trx: Db,
  channelId: number,
  phone: string,
  online: boolean,
): Promise<number | undefined> {
  const { number, device } = readPhoneName(phone)
  const column = `${device}_online`
  const [row] = await trx('extension')
    .where({ channel_id: channelId, number, deleted: 0 })
    .whereNot({ [column]: flag.write(online) })
    .update({ [column]: flag.write(online) })
    .returning('agent_id')
  return row?.agent_id
}

async function working(db: Db): Promise<Row[]> {
  return db('extension')
    .join('agent', 'agent.id', 'extension.agent_id')
    .whereNull('agent.disabled_at')
    .where('extension.deleted', 0)
    .orderBy('extension.id')
    .select('extension.*')
}

function sealedFromRow(row: Row): SealedExtension {
  return { ...fromRow(row), secret: row.secret }
}

function fromRow(row: Row): Extension {
  return {
    id: row.id,
    channelId: row.channel_id,
    agentId: row.agent_id,
    number: row.number,
    device: row.device,
    auto: flag.read(row.auto),
    online: { browser: flag.read(row.browser_online), desk: flag.read(row.desk_online) },
    createdAt: row.created_at,
  }
}
