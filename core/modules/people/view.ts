import type { App, Viewer } from '../../module.ts'
import type { Db } from '../../platform/db/index.ts'
import { can } from '../agents/index.ts'
import { channelBriefs } from '../channels/index.ts'
import {
  type Consent,
  consentOf,
  type Device,
  deviceOf,
  type PathPage,
  pathOf,
  type Touch,
  touchesOf,
} from '../journey/index.ts'
import { contactIcons, masked } from './contact.ts'
import { currentPeople } from './merging/family.ts'
import {
  avatarAmong,
  type Identity,
  type IdentityView,
  initialsOf,
  kindOfScope,
  shownName,
  type ShownName,
} from './person.ts'
import { previewIn } from './preview.ts'
import { visiblePerson } from './service.ts'
import { identitiesById, identitiesOfPeople } from './store/identities.ts'
import { conversationsOfPerson, givenNames, tagsOf } from './store/people.ts'

/** Everything the rail shows of a person. `givenName`: what staff wrote, and what the name field edits. */
export type PersonView = {
  id: number
  name: string
  givenName: string
  /** The name is the customer's own word. */
  unverified: boolean
  initials: string
  /** Uid of the picture that a provider has of them. */
  avatar?: string
  note: string
  tags: string[]
  stage: string
  identities: IdentityView[]
  touch?: { first?: Touch; last?: Touch }
  path: PathPage[]
  device?: Device
  consent?: Consent
  earlier: { id: number; status: string; at: string; preview: string }[]
  editable: boolean
  seenAt?: string
}

/** The person as this viewer may see them: contacts masked, conversations in scope alone. Throws NotFound. */
export async function personOf(app: App, viewer: Viewer, asked: number): Promise<PersonView> {
  const person = await visiblePerson(app.db, viewer, asked)
  const { id } = person
  const identities = await identitiesOfPeople(app.db, [id])
  const shown = shownName(person.name, identities)
  const name = nameOfPerson(app, viewer.locale, id, shown)
  const avatar = avatarAmong(identities)
  const touch = await touchesOf(app.db, id)
  const device = await deviceOf(app.db, id)
  const consent = await consentOf(app.db, id)
  return {
    id,
    name,
    givenName: person.name,
    unverified: shown?.unverified ?? false,
    initials: initialsOf(name),
    ...(avatar && { avatar }),
    note: person.note,
    tags: await tagsOf(app.db, id),
    stage: person.stage,
    identities: await identityViews(app, viewer, identities),
    ...((touch.first || touch.last) && { touch }),
    path: await pathOf(app.db, id, app.clock()),
    ...(device && { device }),
    ...(consent && { consent }),
    earlier: await earlierOf(app, viewer, id),
    editable: can(viewer, 'people.edit'),
    ...(person.seenAt && { seenAt: person.seenAt }),
  }
}

/** What a person is called on the desk: who has no name yet is a visitor with a number. */
export function nameOfPerson(app: App, locale: string, id: number, shown?: ShownName): string {
  return shown?.name ?? app.i18n.t(locale, 'events.visitor', { number: id })
}

/** What a customer is called, and the uid of their picture. */
export type Face = { name: string; avatar?: string }

/** How the people behind these identities are shown, by identity. */
export async function customerFaces(
  app: App,
  db: Db,
  locale: string,
  identityIds: number[],
): Promise<Map<number, Face>> {
  const asked = await identitiesById(db, identityIds)
  const now = await currentPeople(
    db,
    asked.map(({ personId }) => personId),
  )
  const personIds = [...new Set(now.values())]
  const given = await givenNames(db, personIds)
  const byPerson = Map.groupBy(await identitiesOfPeople(db, personIds), ({ personId }) => personId)
  return new Map(
    asked.map(({ id, personId: was }) => {
      const personId = now.get(was) ?? was
      const theirs = byPerson.get(personId) ?? []
      const shown = shownName(given.get(personId) ?? '', theirs)
      const avatar = avatarAmong(theirs)
      return [id, { name: nameOfPerson(app, locale, personId, shown), ...(avatar && { avatar }) }]
    }),
  )
}

const icons = { channel: 'message-circle', external: 'badge-check', ...contactIcons }

/** Identities as the rail shows them, contacts masked. */
export async function identityViews(
  app: App,
  viewer: Viewer,
  identities: Identity[],
): Promise<IdentityView[]> {
  const channels = await channelBriefs(app, [
    ...new Set(identities.flatMap(({ channelId }) => channelId ?? [])),
  ])
  const mayReveal = can(viewer, 'people.reveal')
  return identities.map(({ id, scope, externalId, channelId, name, proof, public: isPublic, gone }) => {
    const kind = kindOfScope(scope)
    const icon = icons[kind]
    const channel = channelId === null ? undefined : channels.get(channelId)
    if (kind === 'channel') {
      const label = name || (channel?.name ?? '')
      return {
        id,
        kind,
        icon,
        channel,
        label,
        proof,
        public: isPublic,
        ...(gone && { gone }),
        revealable: false,
      }
    }
    if (kind === 'external') return { id, kind, icon, label: externalId, proof, revealable: false }
    return { id, kind, icon, label: masked(kind, externalId), proof, revealable: mayReveal }
  })
}

async function earlierOf(app: App, viewer: Viewer, id: number) {
  const rows = await conversationsOfPerson(app.db, viewer, id)
  return rows.map(({ opened_at: at, preview, ...row }) => {
    return { ...row, at, preview: previewIn(app, viewer.locale, preview) }
  })
}
