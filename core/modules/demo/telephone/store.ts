import type { Db } from '../../../platform/db/index.ts'
import { deleteIn } from '../../housekeeping/index.ts'
import type { Telephone } from './setup.ts'

/** What the audit log speaks of when a telephone is set up (`line:3`). */
export async function objectsOfTelephone(db: Db, { channel, lines, flows }: Telephone): Promise<string[]> {
  const phones: number[] = await db('extension').where({ channel_id: channel }).pluck('id')
  const own = { channel: [channel], line: lines, flow: flows, extension: phones }
  return Object.entries(own).flatMap(([kind, ids]) => ids.map((id) => `${kind}:${id}`))
}

/** Deletes the demo's lines, menus and phones. A line that real calls went over stays, taken out; so does a menu of a line. */
export async function deleteLines(trx: Db, { channel, lines, flows }: Telephone): Promise<void> {
  const called: number[] = await trx('call').whereIn('line_id', lines).distinct().pluck('line_id')
  await trx('line').whereIn('id', called).update({ deleted: 1 })
  await deleteIn(trx, 'line', 'id', without(lines, called))
  const led: number[] = await trx('line').whereIn('flow_id', flows).distinct().pluck('flow_id')
  await deleteIn(trx, 'call_flow', 'id', without(flows, led))
  await trx('extension').where({ channel_id: channel }).delete()
  await trx('job')
    .where({ key: `phones:${channel}` })
    .delete()
}

function without(ids: number[], kept: number[]): number[] {
  return ids.filter((id) => !kept.includes(id))
}
