import type { App } from '../../../module.ts'
import type { Capabilities, Thread, Window } from '../../../plugin/index.ts'
import {
  capabilitiesOf,
  type Channel,
  channelBrief,
  type ChannelBrief,
  findChannels,
  isWanted,
  kindOf,
} from '../../channels/index.ts'
import { identitiesOfPeople, type Identity, masked } from '../../people/index.ts'
import type { Conversation } from '../conversation.ts'
import { threadsOf } from '../store/targets.ts'
import { latestIdentity } from '../store/traces.ts'
import { grantsOf } from '../store/windows.ts'
import { type Grant, windowIn } from '../windows/window.ts'
import { rulesOf } from '../windows/windows.ts'

/**
 * Where a customer can be answered: one of their identities. A phone number has no `channel` and cannot be written to.
 * `available`: the account is at work; what is written while it is not has to wait.
 */
export type Target = {
  identityId: number
  channel?: ChannelBrief
  /** The customer's name there; of a number enough to recognize it. */
  label: string
  /** Anybody can read what is said here; `thread` is where they spoke last. */
  public: boolean
  thread?: Thread
  can: Capabilities
  window: Window
  /** There are approved notices for when the window is closed. */
  notices: boolean
  /** They have left, or asked to be left alone. */
  gone?: 'unfollow' | 'refuse'
  /** Where an answer goes unless told. */
  current: boolean
  available: boolean
}

/** Every way to answer in this conversation, the current one first; the caller has seen to it that it may be seen. */
export async function targetsOf(
  app: App,
  { id, personId }: Pick<Conversation, 'id' | 'personId'>,
): Promise<Target[]> {
  const identities = (await identitiesOfPeople(app.db, [personId])).toReversed()
  const known = await readKnown(app, identities, await latestIdentity(app.db, id))
  const targets = identities.flatMap((identity) => targetOf(app, identity, known) ?? [])
  return targets.toSorted((one, other) => rank(one) - rank(other))
}

type Known = {
  channels: Map<number, Channel>
  grants: Map<number, Grant[]>
  threads: Map<number, Thread>
  current: number | undefined
  at: string
}

async function readKnown(app: App, identities: Identity[], current: number | undefined): Promise<Known> {
  const ids = identities.map(({ id }) => id)
  const channelIds = new Set(identities.flatMap(({ channelId }) => channelId ?? []))
  return {
    channels: await findChannels(app.db, [...channelIds]),
    grants: await grantsOf(app.db, ids),
    threads: await threadsOf(
      app.db,
      identities.filter((identity) => identity.public).map(({ id }) => id),
    ),
    current,
    at: app.clock().toISOString(),
  }
}

function targetOf(app: App, identity: Identity, known: Known): Target | undefined {
  if (identity.scope === 'phone') return numberOf(identity)
  const channel = known.channels.get(identity.channelId ?? 0)
  const kind = channel && kindOf(app.plugins, channel)
  if (!channel || channel.deleted || !kind || kind.speaks) return undefined
  const { id, name, gone } = identity
  const thread = known.threads.get(id)
  const grants = known.grants.get(id) ?? []
  return {
    identityId: id,
    channel: channelBrief(app, channel),
    label: name || channel.name,
    public: identity.public,
    ...(thread && { thread }),
    can: capabilitiesOf(app.plugins, channel, identity.public),
    window: rulesOf(app, channel) ? windowIn(grants, known.at) : { open: true },
    notices: app.channels.open(channel.id)?.notices !== undefined,
    ...(gone && { gone }),
    current: id === known.current,
    available: isWanted(channel),
  }
}

function numberOf({ id, externalId }: Identity): Target {
  return {
    identityId: id,
    label: masked('phone', externalId),
    public: false,
    can: { text: { max: 0 } },
    window: { open: false },
    notices: false,
    current: false,
    available: false,
  }
}

/** The current one, then accounts, then numbers. */
function rank({ current, channel }: Target): number {
  if (current) return 0
  return channel ? 1 : 2
}
