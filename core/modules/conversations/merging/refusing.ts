import { Forbidden } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { type Db, transaction } from '../../../platform/db/index.ts'
import { append } from '../../../platform/events/index.ts'
import { can } from '../../agents/index.ts'
import { dropRefusals, familyOf, personChanged, putRefusal, visiblePerson } from '../../people/index.ts'

/** These two are not one customer: nobody suggests it again, and no number joins them. Twice is once. */
export async function refuseMerge(app: App, viewer: Viewer, one: number, other: number): Promise<void> {
  await decide(app, viewer, [one, other], (trx, pair, at) => putRefusal(trx, pair, viewer.agentId, at))
}

/** They may be one after all. */
export async function takeRefusalBack(app: App, viewer: Viewer, one: number, other: number): Promise<void> {
  await decide(app, viewer, [one, other], async (trx, [first, second]) =>
    dropRefusals(trx, await familyOf(trx, first), await familyOf(trx, second)),
  )
}

async function decide(
  app: App,
  viewer: Viewer,
  [one, other]: [number, number],
  work: (trx: Db, pair: [number, number], at: string) => Promise<void>,
) {
  if (!can(viewer, 'people.merge')) throw new Forbidden('people.merge')
  const at = app.clock().toISOString()
  await transaction(app.db, async (trx) => {
    const people = [await visiblePerson(trx, viewer, one), await visiblePerson(trx, viewer, other)]
    const [first, second] = people.map(({ id }) => id)
    if (first === undefined || second === undefined || first === second) return
    await work(trx, [first, second], at)
    await append(trx, [personChanged(first), personChanged(second)], at)
  })
}
