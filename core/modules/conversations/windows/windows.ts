import type { App } from '../../../module.ts'
import type { Content, Doing, ReplyRule, Window } from '../../../plugin/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import { type Channel, findChannel, findChannels, kindOf } from '../../channels/index.ts'
import { type Caller, findIdentity, type Identity } from '../../people/index.ts'
import { refused } from '../targets/recipient.ts'
import { dropGrants, grantsOf, putGrants, takeAnswers } from '../store/windows.ts'
import { grantOf, isLeaving, type Taken, windowIn } from './window.ts'

/** Something a customer did at a time (ISO 8601 UTC). */
export type Deed = { identity: Pick<Identity, 'id' | 'channelId'>; doing: Doing; at: string }

/** When this customer may be answered; always where their channel has no rules, never before they have done anything. */
export async function windowOf(app: App, caller: Pick<Caller, 'channelId' | 'who'>): Promise<Window> {
  const channel = await findChannel(app.db, caller.channelId)
  if (!channel || !rulesOf(app, channel)) return { open: true }
  const identity = await findIdentity(app.db, caller)
  const grants = identity && (await grantsOf(app.db, [identity.id])).get(identity.id)
  return windowIn(grants ?? [], app.clock().toISOString())
}

/** The customer may not be answered any more, whatever the rules say, until they do something again. */
export async function closeWindow(trx: Db, identityId: number): Promise<void> {
  await dropGrants(trx, [identityId])
}

/** Sets the grants of what these customers did, in order. Any number of them costs the same few queries. */
export async function grant(app: App, trx: Db, deeds: Deed[]): Promise<void> {
  const channelIds = new Set(deeds.flatMap(({ identity }) => identity.channelId ?? []))
  const channels = await findChannels(trx, [...channelIds])
  const rules = new Map([...channels].map(([id, channel]) => [id, rulesOf(app, channel)]))
  const granted = deeds.flatMap(({ identity, doing, at }) => {
    const allowed = grantOf(rules.get(identity.channelId ?? 0) ?? [], doing, at)
    return allowed ? { identityId: identity.id, ...allowed } : []
  })
  const newest = new Map(
    granted
      .toSorted((one, other) => (one.until < other.until ? -1 : 1))
      .map((each) => [`${each.identityId} ${each.after}`, each]),
  )
  const leaving = deeds.filter(({ doing }) => isLeaving(doing)).map(({ identity }) => identity.id)
  if (leaving.length > 0) await dropGrants(trx, leaving)
  await putGrants(trx, [...newest.values()])
}

/** Takes `count` answers from the customer's window, and says from what. Throws Invalid where it is closed or has fewer. */
export async function take(
  app: App,
  trx: Db,
  {
    identity,
    channel,
    count,
    at,
  }: { identity: Pick<Identity, 'id'>; channel: Channel; count: number; at: string },
): Promise<Taken> {
  if (!rulesOf(app, channel)) return []
  const taken = await takeAnswers(trx, identity.id, count, at)
  if (taken) return taken
  const grants = (await grantsOf(trx, [identity.id])).get(identity.id) ?? []
  throw refused(windowIn(grants, at).open ? 'desk.refused.parts' : 'desk.refused.window')
}

/** As how many answers the provider of this account counts a message. */
export function costOf(
  app: App,
  channel: Channel,
  message: { text: string; files: number; content?: Content },
): number {
  return kindOf(app.plugins, channel)?.costs?.(message) ?? 1
}

/** When customers of this account may be answered; undefined: always. Rules know the open settings alone. */
export function rulesOf(app: App, channel: Channel): ReplyRule[] | undefined {
  const kind = kindOf(app.plugins, channel)
  if (!kind?.replies) return undefined
  const defaults = Object.fromEntries(kind.fields.map((field) => [field.name, field.default]))
  const rules = kind.replies({ ...defaults, ...channel.settings })
  return rules.length > 0 ? rules : undefined
}
