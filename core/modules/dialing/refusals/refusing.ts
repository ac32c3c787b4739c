import type { App, RailNote, Viewer } from '../../../module.ts'
import type { Db } from '../../../platform/db/index.ts'
import { can } from '../../agents/index.ts'
import { identitiesOfPeople } from '../../people/index.ts'
import { holding } from '../store/refusals.ts'
import { markOf, marksOf } from './mark.ts'
import { numbersOf } from './refuse.ts'
import type { By, Refusal } from './refusal.ts'

/** Those of these people who asked not to be called. */
export async function refusing(app: App, people: number[]): Promise<Set<number>> {
  return unreachable(app, app.db, people, ['call', 'all'])
}

/** Those of these people who asked for no short messages, or to be left alone by every way. */
export async function unwilling(
  app: App,
  db: Db,
  people: number[],
  way: 'sms' | 'chat',
): Promise<Set<number>> {
  return unreachable(app, db, people, way === 'sms' ? ['sms', 'all'] : ['all'])
}

async function unreachable(app: App, db: Db, people: number[], by: By[]): Promise<Set<number>> {
  const phones = (await identitiesOfPeople(db, people)).filter(({ scope }) => scope === 'phone')
  const marks = marksOf(
    app.vault,
    phones.map(({ externalId }) => externalId),
  )
  const at = app.clock().toISOString()
  const found = await holding(db, { hashes: marks.map(({ hash }) => hash), people, by }, at)
  const hashes = new Set(found.map(({ hash }) => hash))
  const byNumber = phones
    .filter((_, index) => hashes.has(marks[index]?.hash ?? ''))
    .map(({ personId }) => personId)
  return new Set([...byNumber, ...found.flatMap(({ personId }) => personId ?? [])])
}

/** What holds now of a person, by any of their numbers; the newest first. */
export async function refusalsOf(app: App, personId: number): Promise<Refusal[]> {
  const hashes = (await numbersOf(app.db, personId)).map((number) => markOf(app.vault, number).hash)
  const about = { hashes, people: [personId], by: ['call' as const, 'sms' as const, 'all' as const] }
  return holding(app.db, about, app.clock().toISOString())
}

/** Says on the rail of a person that they want to be left alone. Who noted it, or looks after the list, may lift it. */
export async function refusalNotes(app: App, viewer: Viewer, personId: number): Promise<RailNote[]> {
  const [refusal] = await refusalsOf(app, personId)
  if (!refusal) return []
  const t = (key: string, values?: object) => app.i18n.t(viewer.locale, key, values)
  const mayLift = can(viewer, 'lines.manage') || refusal.agentId === viewer.agentId
  return [
    {
      id: 'refusal',
      icon: 'phone-off',
      tone: 'danger',
      text: t(`dialing.note.${refusal.by}`, { reason: refusal.reason }),
      at: refusal.since,
      ...(mayLift && { form: { action: `/people/${personId}/refusals/removal`, label: t('dialing.lift') } }),
    },
  ]
}
