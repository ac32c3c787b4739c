import { type Db, json, lockName } from '../../../platform/db/index.ts'
import { familyOf, lockPeople } from '../../people/index.ts'

/** Which agent or team holds a conversation: who has it on their screen. */
export type Held = { id: number; agentId: number | null; teamId: number | null }

/** Every conversation of these people. */
export async function conversationsOfPeople(db: Db, people: number[]): Promise<Held[]> {
  const rows = await selectIn(db, 'conversation', 'person_id', people)
  return rows.map(({ id, agent_id, team_id }) => ({ id, agentId: agent_id, teamId: team_id }))
}

/** Uids of the files that these people sent, or were sent, and nobody else, and of their pictures. */
export async function filesOfPeople(db: Db, people: number[]): Promise<string[]> {
  const conversations = ids(await selectIn(db, 'conversation', 'person_id', people))
  const messages = ids(await selectIn(db, 'message', 'conversation_id', conversations))
  const identities = ids(await selectIn(db, 'identity', 'person_id', people))
  const owners = identities.flatMap((id) => [`identity:${id}`, `avatar:${id}`])
  const shown = (await selectIn(db, 'message_file', 'message_id', messages)).map(({ file_id }) => file_id)
  const uses = await selectIn(db, 'message_file', 'file_id', shown)
  const elsewhere = new Set(
    uses.filter(({ message_id }) => !messages.includes(message_id)).map(({ file_id }) => file_id),
  )
  const recorded = await selectIn(db, 'recording', 'call_id', ids(await callsOf(db, people, conversations)))
  const files = [
    ...(await selectIn(db, 'file', 'id', [...shown, ...recorded.flatMap(({ file_id }) => file_id ?? [])])),
    ...(await selectIn(db, 'file', 'owner', owners)),
  ]
  return [...new Set(files.filter(({ id }) => !elsewhere.has(id)).map(({ uid }) => String(uid)))]
}

/**
 * Deletes people, and whoever was merged into them, with everything that hangs on them, in the order in which nothing hangs
 * in the air. Whoever gives their conversations to somebody, or asks them something, does so before or after.
 */
export async function deletePeople(trx: Db, asked: number[]): Promise<void> {
  await lockName(trx, 'reception')
  const people = await withMerged(trx, asked)
  await lockPeople(trx, people)
  const conversations = ids(await selectIn(trx, 'conversation', 'person_id', people))
  const messages = ids(await selectIn(trx, 'message', 'conversation_id', conversations))
  const identities = ids(await selectIn(trx, 'identity', 'person_id', people))
  const calls = ids(await callsOf(trx, people, conversations))
  const tasks = ids(await selectIn(trx, 'task', 'person_id', people))
  await deleteJobs(trx, { conversations, messages, tasks })
  await deleteIn(trx, 'task', 'id', tasks)
  await deleteIn(trx, 'call', 'id', calls)
  await deleteIn(trx, 'message_search', 'rowid', messages)
  await deleteIn(trx, 'message_file', 'message_id', messages)
  await deleteIn(trx, 'mention', 'message_id', messages)
  for (const table of ['routing_decision', 'rating', 'abuse', 'seen', 'draft', 'message'])
    await deleteIn(trx, table, 'conversation_id', conversations)
  await deleteIn(trx, 'happening', 'identity_id', identities)
  await deleteIn(trx, 'conversation', 'id', conversations)
  for (const table of ['consent', 'visit', 'reply_window'])
    await deleteIn(trx, table, 'identity_id', identities)
  for (const table of ['block', 'identity', 'person_tag']) await deleteIn(trx, table, 'person_id', people)
  await deleteIn(trx, 'person', 'id', people)
  await deleteFacts(trx, 'conversation', conversations)
  await deleteFacts(trx, 'person', people)
  await deleteFacts(trx, 'call', calls)
  for (const some of parts(tasks)) await trx('event').where({ topic: 'tasks' }).whereIn('ref', some).delete()
}

/** Who was merged has their name, notes and tags still. */
async function withMerged(trx: Db, people: number[]): Promise<number[]> {
  const families = []
  for (const id of people) families.push(...(await familyOf(trx, id)))
  return [...new Set(families)]
}

/** Their calls, and those that stand in their conversations: legs and recordings go with them. */
async function callsOf(db: Db, people: number[], conversations: number[]): Promise<{ id: number }[]> {
  const theirs = await selectIn(db, 'call', 'person_id', people)
  return [...theirs, ...(await selectIn(db, 'call', 'conversation_id', conversations))]
}

/** Takes what was told of these things (`agent`, `channel` …) out of the log. */
export async function deleteFacts(trx: Db, kind: string, of: number[]): Promise<void> {
  await deleteIn(
    trx,
    'event',
    'topic',
    of.map((id) => `${kind}:${id}`),
  )
}

/** Deletes the rows whose column has one of these values, however many they are. */
export async function deleteIn(
  trx: Db,
  table: string,
  column: string,
  values: (number | string)[],
): Promise<void> {
  for (const some of parts(values)) await trx(table).whereIn(column, some).delete()
}

type Hanging = { conversations: number[]; messages: number[]; tasks: number[] }

/** A snooze that has not ended, a message that has not left, a task that is not done. */
async function deleteJobs(trx: Db, { conversations, messages, tasks }: Hanging) {
  await deleteJobsOf(trx, 'conversation.wake', 'id', conversations)
  await deleteJobsOf(trx, 'channel.send', 'messageId', messages)
  await deleteJobsOf(trx, 'task.overdue', 'id', tasks)
}

async function deleteJobsOf(trx: Db, name: string, key: 'id' | 'messageId', of: number[]) {
  const rows = await trx('job').where({ name }).select('id', 'payload')
  const about = new Set(of)
  const theirs = rows.filter(({ payload }) =>
    about.has(json.read<{ id?: number; messageId?: number }>(payload, {})[key] ?? 0),
  )
  await deleteIn(trx, 'job', 'id', ids(theirs))
}

async function selectIn(db: Db, table: string, column: string, values: (number | string)[]) {
  const found = []
  for (const some of parts(values)) found.push(...(await db(table).whereIn(column, some)))
  return found
}

const mostAtOnce = 500

function parts<T>(values: T[]): T[][] {
  const count = Math.ceil(values.length / mostAtOnce)
  return Array.from({ length: count }, (_, at) => values.slice(at * mostAtOnce, (at + 1) * mostAtOnce))
}

function ids(rows: { id: number }[]): number[] {
  return rows.map(({ id }) => id)
}
