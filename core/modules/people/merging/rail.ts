import type { App, Viewer } from '../../../module.ts'
import { agentNames, can, listAgents } from '../../agents/index.ts'
import { channelBriefs } from '../../channels/index.ts'
import { type Person, shownName } from '../person.ts'
import { identitiesById } from '../store/identities.ts'
import { factsOf, givenNames } from '../store/people.ts'
import { nameOfPerson } from '../view.ts'
import { familyOf } from './family.ts'
import type { Value } from './facts.ts'
import { identitiesFrom } from './part.ts'
import { type Merge, mergesInto, valuesOf } from './store.ts'
import { type Suggestion, suggestionsFor } from './suggestions.ts'

/** Whose customer a person is, who brought them, and whom else they are or may be. */
export type Belonging = {
  owner?: { id: number; name: string }
  /** Whom the viewer may choose as owner. */
  owners: { id: number; name: string; chosen: boolean }[]
  registered: { at: string; agent?: string; channel?: string }
  /** Values that a merge did not choose, and how each is shown. */
  others: (Value & { text: string })[]
  merges: { id: number; name: string; at: string; evidence: Merge['evidence'] }[]
  suggestions: Suggestion[]
  mayMerge: boolean
}

/** What the rail says of a person beyond what is written about them. */
export async function belongingOf(app: App, viewer: Viewer, person: Person): Promise<Belonging> {
  const family = await familyOf(app.db, person.id)
  const mayMerge = can(viewer, 'people.merge')
  const owner = await nameOfAgent(app, person.ownerId)
  return {
    ...(owner && person.ownerId !== null && { owner: { id: person.ownerId, name: owner } }),
    owners: can(viewer, 'people.edit') ? await ownersFor(app, person) : [],
    registered: await registrationOf(app, family),
    others: await othersOf(app, person.id),
    merges: mayMerge ? await mergesOf(app, viewer, family) : [],
    suggestions: mayMerge ? await suggestionsFor(app, viewer, person.id) : [],
    mayMerge,
  }
}

async function ownersFor(app: App, { ownerId }: Person) {
  const agents = (await listAgents(app)).filter(({ state }) => state === 'active')
  return agents.map(({ id, name }) => ({ id, name, chosen: id === ownerId }))
}

/** Of several who are one, the one who came first. */
async function registrationOf(app: App, family: number[]): Promise<Belonging['registered']> {
  const [first] = (await factsOf(app.db, family)).toSorted((a, b) =>
    a.createdAt === b.createdAt ? a.id - b.id : a.createdAt < b.createdAt ? -1 : 1,
  )
  if (!first) throw new Error('nobody in the family')
  const agent = await nameOfAgent(app, first.registeredBy)
  const ids = first.registeredChannelId === null ? [] : [first.registeredChannelId]
  const channel = (await channelBriefs(app, ids)).get(first.registeredChannelId ?? 0)
  return { at: first.createdAt, ...(agent && { agent }), ...(channel && { channel: channel.name }) }
}

async function othersOf(app: App, personId: number): Promise<Belonging['others']> {
  const values = await valuesOf(app.db, [personId])
  const shown = []
  for (const { field, value } of values)
    shown.push({
      field,
      value,
      text: field === 'owner_id' ? ((await nameOfAgent(app, Number(value))) ?? '') : value,
    })
  return shown.filter(({ text }) => text)
}

async function mergesOf(app: App, viewer: Viewer, family: number[]): Promise<Belonging['merges']> {
  const merges = await mergesInto(app.db, family)
  return Promise.all(
    merges.map(async ({ id, fromId, at, evidence }) => {
      return { id, at, evidence, name: await nameBefore(app, viewer.locale, fromId) }
    }),
  )
}

/** What somebody was called who is part of another by now, as their accounts are. */
export async function nameBefore(app: App, locale: string, id: number): Promise<string> {
  const own = await identitiesById(app.db, await identitiesFrom(app.db, await familyOf(app.db, id)))
  const given = (await givenNames(app.db, [id])).get(id) ?? ''
  return nameOfPerson(app, locale, id, shownName(given, own))
}

async function nameOfAgent(app: App, id: number | null): Promise<string | undefined> {
  return id === null ? undefined : (await agentNames(app.db, [id])).get(id)?.name
}
