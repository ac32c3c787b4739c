import type { App } from '../../../module.ts'
import { type Destination, destinationKinds } from '../destination.ts'
import { reasonText } from '../sending.ts'
import { listDestinations } from '../store/destinations.ts'
import { lastOutcomes, type Outcome } from '../store/log.ts'
import { iconOf } from './icons.ts'

/** What a trial came to: `fault` says why it was refused. */
export type Trial = { id: number; fault?: string }

/** The destinations with how they do, and the kinds of which there may be another. */
export async function listPage(
  app: App,
  locale: string,
  { trial, justRemoved }: { trial?: Trial; justRemoved?: number } = {},
) {
  const outcomes = await lastOutcomes(app.db)
  const destinations = await listDestinations(app.db)
  return {
    tab: 'list',
    destinations: destinations.map((destination) => ({
      ...rowOf(app, locale, destination, outcomes.get(destination.id)),
      ...(trial?.id === destination.id && { trial }),
    })),
    kinds: destinationKinds.map((kind) => ({ kind, icon: iconOf[kind] })),
    justRemoved,
    hasAddress: app.config.publicUrl !== undefined,
  }
}

function rowOf(app: App, locale: string, { id, kind, name, enabled, filter }: Destination, last?: Outcome) {
  return {
    id,
    kind,
    name,
    enabled,
    icon: iconOf[kind],
    isNarrow: filter.kinds.length + filter.levels.length + filter.teamIds.length > 0,
    silence: filter.silence?.join('–'),
    ...(last && { last: { ...last, reason: reasonText(app, locale, last.reason) } }),
  }
}
