import { type Db, isPostgres, json, lockName, notify, transaction } from '../db/index.ts'

/** `key`: jobs of one key run one after the other, in the order they were put in. `dueAt` ISO 8601, at once unless told. */
export type NewJob = { name: string; payload: object; key?: string; dueAt?: string }
export type Job = {
  id: number
  name: string
  key: string | null
  payload: unknown
  attempts: number
  lease: string
}
export type BuriedJob = {
  id: number
  name: string
  payload: unknown
  attempts: number
  reason: string
  createdAt: string
}

type Row = {
  id: number
  name: string
  key: string | null
  payload: string
  attempts: number
  lease: string
  reason: string | null
  created_at: string
}

const mostRows = 500

/** Puts jobs in the queue, in their order, in the transaction of the change that they follow from. */
export async function enqueue(
  trx: Db,
  jobs: NewJob | NewJob[],
  now = new Date().toISOString(),
): Promise<void> {
  const rows = [jobs].flat().map((job) => ({
    name: job.name,
    key: job.key ?? null,
    payload: json.write(job.payload),
    due_at: job.dueAt ?? now,
    created_at: now,
  }))
  for (let from = 0; from < rows.length; from += mostRows)
    await trx('job').insert(rows.slice(from, from + mostRows))
  if (rows.length > 0) await notify(trx, 'jobs')
}

/**
 * Sees to it that a job of this key will begin, no later than `dueAt`: one that waits already is enough, and one that
 * runs now is not. Where the one that waits has failed before, it keeps its time.
 */
export async function enqueueOnce(
  db: Db,
  job: NewJob & { key: string },
  now = new Date().toISOString(),
): Promise<void> {
  const { name, key, dueAt = now } = job
  await transaction(db, async (trx) => {
    await lockName(trx, key)
    const waiting = trx('job').where({ name, key, state: 'ready' })
    waiting.where((free) => free.whereNull('lease').orWhere('leased_until', '<', now))
    if (!(await waiting.clone().first('id'))) return enqueue(trx, job, now)
    const hastened = await waiting
      .where({ attempts: 0 })
      .where('due_at', '>', dueAt)
      .update({ due_at: dueAt })
    if (hastened > 0) await notify(trx, 'jobs')
  })
}

/** Takes at most `limit` due jobs under a lease: no other process takes them before `leasedUntil`. */
export async function claim(
  db: Db,
  lease: { token: string; now: string; leasedUntil: string; limit: number },
): Promise<Job[]> {
  return transaction(db, async (trx) => {
    const due = await dueJobs(trx, lease.now, lease.limit)
    if (due.length === 0) return []
    const rows: Row[] = await trx('job')
      .whereIn('id', due)
      .update({
        lease: lease.token,
        leased_until: lease.leasedUntil,
        attempts: trx.raw('attempts + 1'),
        waits_for: null,
      })
      .returning('*')
    return rows.sort((a, b) => a.id - b.id).map(jobOf)
  })
}

async function dueJobs(trx: Db, now: string, limit: number): Promise<number[]> {
  const query = trx('job')
    .where({ state: 'ready' })
    .where('due_at', '<=', now)
    .where((free) => free.whereNull('leased_until').orWhere('leased_until', '<', now))
    .whereNotExists((earlier) =>
      earlier
        .from('job as earlier')
        .select('earlier.id')
        .whereRaw(`earlier.key = job.key and earlier.id < job.id and earlier.state = 'ready'`),
    )
    .orderBy('id')
    .limit(limit)
  if (isPostgres(trx)) query.forUpdate().skipLocked()
  return query.pluck('id')
}

/** Takes finished jobs out, but for those whose lease had run out: they are somebody else's by now. */
export async function finish(trx: Db, jobs: Job[]): Promise<void> {
  const leases = [...new Set(jobs.map(({ lease }) => lease))]
  const ids = jobs.map(({ id }) => id)
  await trx('job').whereIn('id', ids).whereIn('lease', leases).delete()
}

/** Lets a job wait for its next try. */
export async function postpone(db: Db, job: Job, dueAt: string, reason: string): Promise<void> {
  await held(db, job).update({ due_at: dueAt, reason, lease: null, leased_until: null })
}

/** Lets a job wait until `resume` names what it waits for, `dueAt` at the latest. That was no try. */
export async function park(
  db: Db,
  job: Job,
  { waitsFor, dueAt, reason }: { waitsFor: string; dueAt: string; reason: string },
): Promise<void> {
  const given = { lease: null, leased_until: null, attempts: job.attempts - 1 }
  await held(db, job).update({ ...given, waits_for: waitsFor, due_at: dueAt, reason })
}

/** What jobs have waited for is there: they are due. */
export async function resume(db: Db, waitsFor: string, now = new Date().toISOString()): Promise<void> {
  const resumed = await db('job')
    .where({ waits_for: waitsFor, state: 'ready' })
    .update({ due_at: now, waits_for: null, reason: null })
  if (resumed > 0) await notify(db, 'jobs')
}

/** Gives a job up until an admin retries it. */
export async function bury(trx: Db, job: Job, reason: string): Promise<boolean> {
  return (await held(trx, job).update({ state: 'buried', reason, lease: null, leased_until: null })) === 1
}

/** Gives a job back as if it had not been taken: the process stops before it could begin. */
export async function release(db: Db, job: Job): Promise<void> {
  await held(db, job).update({ lease: null, leased_until: null, attempts: job.attempts - 1 })
}

/** Gives back what a killed process had taken. For SQLite, which one process uses: what runs elsewhere it does not ask. */
export async function releaseAll(db: Db): Promise<void> {
  await db('job').whereNotNull('lease').update({ lease: null, leased_until: null })
}

/** When the next waiting job is due or its lease ends (ISO 8601), or nothing. */
export async function nextDue(db: Db): Promise<string | undefined> {
  const row = await db('job')
    .where({ state: 'ready' })
    .select(db.raw(`min(case when leased_until > due_at then leased_until else due_at end) as next`))
    .first()
  return row?.next ?? undefined
}

/** The jobs that were given up, newest first, each with its reason. */
export async function buried(db: Db, limit = 100): Promise<BuriedJob[]> {
  const rows: Row[] = await db('job').where({ state: 'buried' }).orderBy('id', 'desc').limit(limit)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    payload: json.read(row.payload, {}),
    attempts: row.attempts,
    reason: row.reason ?? '',
    createdAt: row.created_at,
  }))
}

/** Puts a buried job back in the queue, as new. False where it is not buried (any more). */
export async function retry(db: Db, id: number, now = new Date().toISOString()): Promise<boolean> {
  const changed = await db('job')
    .where({ id, state: 'buried' })
    .update({ state: 'ready', attempts: 0, due_at: now, reason: null })
  await notify(db, 'jobs')
  return changed === 1
}

function held(db: Db, job: Job) {
  return db('job').where({ id: job.id, lease: job.lease })
}

function jobOf(row: Row): Job {
  const { id, name, key, attempts, lease } = row
  return { id, name, key, attempts, lease, payload: json.read(row.payload, {}) }
}
