import { NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import type { FileRecord } from '../../../platform/files/index.ts'
import { type Actor, audit } from '../../agents/index.ts'
import type { Line } from '../line.ts'
import { updateLine } from '../store/lines.ts'
import { lineOf } from './lines.ts'

/** Keeps a paper of a line: the contract, the carrier's approval. Throws Invalid where the file is refused. */
export async function addDocument(
  app: App,
  actor: Actor,
  lineId: number,
  file: { name: string; data: Buffer },
): Promise<void> {
  await lineOf(app.db, lineId)
  const { uid, name } = await app.files.put({ ...file, owner: ownerOf(lineId), kinds: ['image', 'document'] })
  await change(app, actor, lineId, 'line.document-added', { name }, (uids) => [...uids, uid])
}

/** Takes a paper out of the list; `restoreDocument` brings it back. */
export async function removeDocument(app: App, actor: Actor, lineId: number, uid: string): Promise<void> {
  const { name } = await documentOf(app, lineId, uid)
  await change(app, actor, lineId, 'line.document-removed', { name }, (uids) =>
    uids.filter((each) => each !== uid),
  )
}

/** Puts a paper back into the list. */
export async function restoreDocument(app: App, actor: Actor, lineId: number, uid: string): Promise<void> {
  const { name } = await documentOf(app, lineId, uid)
  await change(app, actor, lineId, 'line.document-added', { name }, (uids) => [...new Set([...uids, uid])])
}

/** A paper of this line, also one that was taken out of the list. Throws NotFound for any other file. */
export async function documentOf(app: App, lineId: number, uid: string): Promise<FileRecord> {
  const file = await app.files.find(app.db, uid)
  if (file?.owner !== ownerOf(lineId)) throw new NotFound(`document ${uid}`)
  return file
}

/** The papers of a line, oldest first. */
export async function documentsOf(app: App, { documents }: Line): Promise<FileRecord[]> {
  const files = await Promise.all(documents.map((uid) => app.files.find(app.db, uid)))
  return files.flatMap((file) => file ?? [])
}

async function change(
  app: App,
  actor: Actor,
  lineId: number,
  action: string,
  detail: object,
  next: (uids: string[]) => string[],
) {
  await transaction(app.db, async (trx) => {
    const { documents } = await lineOf(trx, lineId)
    await updateLine(trx, lineId, { documents: next(documents) })
    await audit(trx, { ...actor, action, object: `line:${lineId}`, detail }, app.clock().toISOString())
  })
}

function ownerOf(lineId: number): string {
  return `line:${lineId}`
}
