import type { CustomerMessage, History } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { head } from '../../../platform/events/index.ts'
import { agentNames } from '../../agents/index.ts'
import { imageAddress } from '../../channels/index.ts'
import { besidePicture } from '../content.ts'
import { type MessageState, orderOf, type Status } from '../conversation.ts'
import { type FileRow, filesOf } from '../store/files.ts'
import { type CustomerRow, currentOf, findForCustomer, pageForCustomer } from '../store/customer.ts'
import type { Writing } from '../store/rows.ts'

type Names = Awaited<ReturnType<typeof agentNames>>

const mostMessages = 100

/**
 * What a customer may see of what was said over this identity, oldest first: the newest `limit` (50) messages, or those
 * before an `order`. No note and no inner id is in it. `cursor` is where news go on.
 */
export async function customerHistory(
  db: Db,
  identityId: number,
  { before, limit = 50 }: { before?: string; limit?: number } = {},
): Promise<History> {
  const cursor = await head(db)
  const size = Math.min(Math.max(limit, 1), mostMessages)
  const rows = await pageForCustomer(db, identityId, { before, limit: size + 1 })
  const messages = await show(db, rows.slice(0, size).reverse())
  const conversation = await customerConversation(db, identityId)
  return { messages, cursor, more: rows.length > size, ...(conversation && { conversation }) }
}

/** These messages as their customers see them, by id; what no customer may see is left out. */
export async function customerMessagesById(db: Db, ids: number[]): Promise<Map<number, CustomerMessage>> {
  const rows = await findForCustomer(db, ids)
  const shown = await show(db, rows)
  return new Map(rows.flatMap(({ message }, index) => (shown[index] ? [[message.id, shown[index]]] : [])))
}

/** How the newest conversation over this identity stands, and who answers; undefined before the first word. */
export async function customerConversation(
  db: Db,
  identityId: number,
): Promise<{ status: Status; agent?: { name: string; avatar?: string } } | undefined> {
  const current = await currentOf(db, identityId)
  if (!current) return undefined
  const names = await agentNames(db, current.agentId === null ? [] : [current.agentId])
  const agent = current.agentId === null ? undefined : faceOf(names, current.agentId)
  return { status: current.status, ...(agent && { agent }) }
}

/** A customer's own message, just stored. */
export function ownMessage(message: Writing, files: FileRow[], openedAt: string): CustomerMessage {
  return customerMessage({ message, openedAt, seenSeq: 0 }, files, new Map())
}

async function show(db: Db, rows: CustomerRow[]): Promise<CustomerMessage[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ message }) => message.id)
  const files = await filesOf(db, ids)
  const names = await agentNames(db, [
    ...new Set(rows.flatMap(({ message }) => agentIdOf(message.author) ?? [])),
  ])
  return rows.map((row) => customerMessage(row, files.get(row.message.id) ?? [], names))
}

function customerMessage(
  { message, openedAt, seenSeq }: CustomerRow,
  files: FileRow[],
  names: Names,
): CustomerMessage {
  const agentId = agentIdOf(message.author)
  const { content } = message.data
  const author = agentId === undefined ? undefined : faceOf(names, agentId)
  return {
    uid: message.uid,
    order: orderOf(openedAt, message.seq),
    from: message.direction === 'in' ? 'customer' : agentId === undefined ? 'bot' : 'agent',
    ...(author && { author }),
    kind: message.kind,
    text: message.text,
    files: besidePicture(files, content).map((file) => customerFile(file, message.data.duration)),
    ...(content && { content }),
    state: message.direction === 'in' ? ownState(message.seq, seenSeq) : outState(message.state),
    at: message.at,
  }
}

function customerFile({ uid, name, mime, size, width, height, ...file }: FileRow, told: number | undefined) {
  const duration = told ?? file.duration ?? undefined
  return {
    uid,
    name,
    mime,
    size,
    ...(width && { width }),
    ...(height && { height }),
    ...(duration !== undefined && { duration }),
  }
}

function ownState(seq: number, seenSeq: number): CustomerMessage['state'] {
  return seq <= seenSeq ? 'read' : 'sent'
}

function outState(state: MessageState | null): CustomerMessage['state'] {
  return state === 'delivered' || state === 'read' ? state : 'sent'
}

function faceOf(names: Names, agentId: number) {
  const agent = names.get(agentId)
  return agent && { name: agent.name, ...(agent.avatar && { avatar: imageAddress(agent.avatar) }) }
}

/** The agent behind `agent:3`, or undefined. */
export function agentIdOf(author: string): number | undefined {
  const [kind, id] = author.split(':')
  return kind === 'agent' ? Number(id) : undefined
}
