import { Conflict, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Actor, audit, listTeams } from '../../agents/index.ts'
import { defaultFlow } from '../default-flow.ts'
import type { FlowDraft } from '../editor/draft.ts'
import { type Known, readFlow } from '../editor/reading.ts'
import type { Flow } from '../flow.ts'
import {
  findFlow,
  insertFlow,
  listFlows,
  setFlowDeleted,
  type StoredFlow,
  updateFlow,
} from '../store/flows.ts'
import { listLines } from '../store/lines.ts'
import { listSounds } from '../store/sounds.ts'

/** The flow by id. Throws NotFound where it is deleted or never was. */
export async function storedFlow(db: Db, id: number): Promise<StoredFlow> {
  const flow = await findFlow(db, id)
  if (!flow || flow.deleted) throw new NotFound(`flow ${id}`)
  return flow
}

/** Makes a flow to begin with, led to the first team, and answers its id. */
export async function makeFlow(app: App, actor: Actor, locale: string): Promise<number> {
  return transaction(app.db, async (trx) => {
    const [team] = await listTeams(trx)
    const name = freeName(app.i18n.t(locale, 'lines.flow.first'), await listFlows(trx))
    return addFlow({ ...app, db: trx }, actor, { name, flow: defaultFlow(team?.id) })
  })
}

/** Adds a flow as it is and answers its id. */
export async function addFlow(
  app: App,
  actor: Actor,
  { name, flow }: { name: string; flow: Flow },
): Promise<number> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const id = await insertFlow(trx, { name, flow }, at)
    await tell(trx, actor, 'flow.added', id, name, at)
    return id
  })
}

/** Saves a flow as it is drawn. Throws Invalid that names the fields, Conflict where somebody has saved since `version`. */
export async function saveFlow(
  app: App,
  actor: Actor,
  id: number,
  { draft, version }: { draft: FlowDraft; version: number },
): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    await storedFlow(trx, id)
    const read = readFlow(draft, await knownTo(trx))
    if (!(await updateFlow(trx, { id, version, ...read }, at))) throw new Conflict('lines.flow.overtaken')
    await tell(trx, actor, 'flow.edited', id, read.name, at)
  })
}

/** Takes a flow out. Throws Conflict while a line leads callers to it. */
export async function removeFlow(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const { name } = await storedFlow(trx, id)
    const isUsed = (await listLines(trx)).some(({ flowId }) => flowId === id)
    if (isUsed) throw new Conflict('lines.flow.in-use')
    await setFlowDeleted(trx, id, true)
    await tell(trx, actor, 'flow.removed', id, name, app.clock().toISOString())
  })
}

/** Takes that back. */
export async function restoreFlow(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const flow = await findFlow(trx, id)
    if (!flow) throw new NotFound(`flow ${id}`)
    if (!flow.deleted) return
    await setFlowDeleted(trx, id, false)
    await tell(trx, actor, 'flow.restored', id, flow.name, app.clock().toISOString())
  })
}

/** What steps may lead to, and say. */
export async function knownTo(db: Db): Promise<Known> {
  const [teams, sounds] = [await listTeams(db), await listSounds(db)]
  return { teamIds: teams.map(({ id }) => id), soundIds: sounds.map(({ id }) => id) }
}

function freeName(name: string, flows: StoredFlow[]): string {
  const taken = new Set(flows.map((flow) => flow.name))
  for (let count = 2; ; count++) {
    const free = count === 2 ? name : `${name} ${count - 1}`
    if (!taken.has(free)) return free
  }
}

async function tell(trx: Db, actor: Actor, action: string, id: number, name: string, at: string) {
  await append(trx, { topic: 'lines', type: 'flow.changed', ref: id }, at)
  await audit(trx, { ...actor, action, object: `flow:${id}`, detail: { name } }, at)
}
