import type { Db } from '../../../platform/db/index.ts'
import { e164, type Line, lineByNumber, listLines } from '../../lines/index.ts'

/** The line that was called; carriers write its number as they like, with or without the area. */
export async function lineCalled(trx: Db, channelId: number, to: string): Promise<Line | undefined> {
  const exact = await lineByNumber(trx, e164(to))
  if (exact) return exact
  const here = (await listLines(trx)).filter((line) => line.channelId === channelId)
  return here.find(({ number, area }) => number === e164(to, area))
}
