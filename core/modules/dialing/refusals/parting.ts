import type { App } from '../../../module.ts'
import { transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import type { Handler } from '../../../platform/jobs/index.ts'
import { personChanged } from '../../people/index.ts'
import { moveRefusals } from '../store/refusals.ts'
import { marksOf } from './mark.ts'
import { numbersOf } from './refuse.ts'

type Parted = { from: number; kept: number }

/** The job after two who were one are two again. */
export function partedJob(app: App): Handler<Parted> {
  return { run: (parted) => part(app, parted) }
}

/**
 * What was noted while the two were one goes with the number it is about. A number that both have stays where it is, and
 * so does what is about the person alone.
 */
export async function part(app: App, { from, kept }: Parted): Promise<void> {
  await transaction(app.db, async (trx) => {
    const [leaving, staying] = [await numbersOf(trx, from), await numbersOf(trx, kept)]
    const hashes = (numbers: string[], but: string[]) =>
      marksOf(
        app.vault,
        numbers.filter((number) => !but.includes(number)),
      ).map(({ hash }) => hash)
    const moved =
      (await moveRefusals(trx, hashes(leaving, staying), kept, from)) +
      (await moveRefusals(trx, hashes(staying, leaving), from, kept))
    if (moved > 0) await append(trx, [personChanged(from), personChanged(kept)], app.clock().toISOString())
  })
}
