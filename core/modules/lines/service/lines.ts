import { Conflict, Invalid, NotFound } from '../../../errors.ts'
import type { App } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { type Actor, audit, listTeams } from '../../agents/index.ts'
import { findChannel } from '../../channels/index.ts'
import { clinicOf } from '../../clinic/index.ts'
import { defaultFlow } from '../default-flow.ts'
import type { Line } from '../line.ts'
import { areaOf, e164 } from '../number.ts'
import { findFlow, insertFlow } from '../store/flows.ts'
import { findLine, insertLine, lineByNumber, type LineValues, updateLine } from '../store/lines.ts'
import { speakingChannels } from './exchanges.ts'

/** What an admin says of a line; `flowId` 'default' makes the flow that a clinic begins with. */
export type LineForm = Omit<LineValues, 'documents' | 'flowId'> & { flowId: number | null | 'default' }

/** The line by id. Throws NotFound where it is deleted or never was. */
export async function lineOf(db: Db, id: number): Promise<Line> {
  const line = await findLine(db, id)
  if (!line || line.deleted) throw new NotFound(`line ${id}`)
  return line
}

/**
 * Adds a number of the clinic and answers its id. Throws Invalid that names the field: a number that is none or another
 * line's, an account that is no exchange.
 */
export async function addLine(app: App, actor: Actor, form: LineForm): Promise<number> {
  const at = app.clock().toISOString()
  return transaction(app.db, async (trx) => {
    const values = await settled(app, trx, form, at)
    const id = await insertLine(trx, { ...values, documents: [] }, at)
    if (id === undefined) throw new Invalid([{ field: 'number', message: 'lines.line.twice' }])
    await tell(app, trx, actor, 'line.added', id, { number: values.number, name: values.name })
    return id
  })
}

/** Changes a line; throws as `addLine`. */
export async function editLine(app: App, actor: Actor, id: number, form: LineForm): Promise<void> {
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const before = await lineOf(trx, id)
    const values = await settled(app, trx, form, at)
    const other = await lineByNumber(trx, values.number)
    if (other && other.id !== id) throw new Invalid([{ field: 'number', message: 'lines.line.twice' }])
    await updateLine(trx, id, values)
    await tell(app, trx, actor, 'line.edited', id, { fields: changedFields(before, values) })
  })
}

/** Takes a line out: its number is answered no more. */
export async function removeLine(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const { number } = await lineOf(trx, id)
    await updateLine(trx, id, { deleted: true })
    await tell(app, trx, actor, 'line.removed', id, { number })
  })
}

/** Takes that back. Throws Conflict where another line has the number by now. */
export async function restoreLine(app: App, actor: Actor, id: number): Promise<void> {
  await transaction(app.db, async (trx) => {
    const line = await findLine(trx, id)
    if (!line) throw new NotFound(`line ${id}`)
    if (!line.deleted) return
    if (await lineByNumber(trx, line.number)) throw new Conflict('lines.line.twice')
    await updateLine(trx, id, { deleted: false })
    await tell(app, trx, actor, 'line.restored', id, { number: line.number })
  })
}

/** The form as it is stored: the number as it is compared, its city where it tells one, a flow that is there. */
async function settled(
  app: App,
  trx: Db,
  { flowId, ...form }: LineForm,
  at: string,
): Promise<Omit<LineValues, 'documents'>> {
  const number = e164(form.number, form.area)
  if (!number) throw new Invalid([{ field: 'number', message: 'lines.line.no-number' }])
  await insistOnExchange(app, trx, form.channelId)
  const until = form.state === 'cooling' ? form.until : null
  const flow = { flowId: flowId === 'default' ? await makeFlow(app, trx, at) : await knownFlow(trx, flowId) }
  return { ...form, ...flow, number, until, area: form.area || areaOf(number) }
}

async function insistOnExchange(app: App, trx: Db, channelId: number) {
  const channel = await findChannel(trx, channelId)
  const isExchange = channel && speakingChannels(app, [channel]).length > 0
  if (!isExchange) throw new Invalid([{ field: 'channelId', message: 'errors.fault.choice' }])
}

async function knownFlow(trx: Db, id: number | null): Promise<number | null> {
  const flow = id === null ? undefined : await findFlow(trx, id)
  if (id !== null && (!flow || flow.deleted))
    throw new Invalid([{ field: 'flowId', message: 'errors.fault.choice' }])
  return id
}

async function makeFlow(app: App, trx: Db, at: string): Promise<number> {
  const [team] = await listTeams(trx)
  const name = app.i18n.t((await clinicOf(trx)).locale, 'lines.flow.first')
  return insertFlow(trx, { name, flow: defaultFlow(team?.id) }, at)
}

function changedFields(before: Line, values: Omit<LineValues, 'documents'>): string[] {
  const old = new Map(Object.entries(before))
  return Object.entries(values).flatMap(([name, value]) => (old.get(name) === value ? [] : name))
}

async function tell(app: App, trx: Db, actor: Actor, action: string, id: number, detail: object) {
  const at = app.clock().toISOString()
  await append(trx, { topic: 'lines', type: 'line.changed', ref: id }, at)
  await audit(trx, { ...actor, action, object: `line:${id}`, detail }, at)
}
