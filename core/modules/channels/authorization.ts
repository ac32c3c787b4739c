import { Invalid } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import type { OpenChannel } from '../../plugin/index.ts'
import { actorOf } from '../agents/index.ts'
import { asked } from './asking.ts'
import type { Channel } from './channel.ts'
import { changeSettings, resumeChannel } from './service.ts'
import { findChannel } from './store.ts'

const patience = 15 * 60_000
const openingPatience = 10_000

type State = { channel: number; session: number; until: number }
type Authorize = NonNullable<OpenChannel['authorize']>

/**
 * The provider's page on which an admin gives the account new leave. It comes back to `url` with a state that only
 * this session can use. An account that was switched off is opened first. Throws Invalid where it cannot be.
 */
export async function authorizationAddress(
  app: App,
  viewer: Viewer,
  channel: Channel,
  url: string,
): Promise<string> {
  const authorize = await authorizeOf(app, viewer, channel)
  const until = app.clock().getTime() + patience
  const state: State = { channel: channel.id, session: viewer.sessionId, until }
  const sealed = app.vault.seal(JSON.stringify(state))
  return asked(app, channel, () => authorize.address({ url, state: sealed }))
}

/** The path of ours that the provider comes back to; some want to know it beforehand. */
export function authorizationPath({ id }: Channel): string {
  return `/admin/channels/${id}/authorization/return`
}

/** Stores what the provider brought back. Throws Invalid where the trip did not begin here, or brought nothing. */
export async function completeAuthorization(
  app: App,
  viewer: Viewer,
  channel: Channel,
  { query, url }: { query: Record<string, string>; url: string },
): Promise<void> {
  if (!isOurs(app, viewer, channel, query['state'])) throw new Invalid('channels.authorize.strange')
  const { complete } = await authorizeOf(app, viewer, channel)
  const settings = await asked(app, channel, () => complete(query, { url }))
  await changeSettings(app, actorOf(viewer), channel.id, settings, 'channel.authorize')
}

async function authorizeOf(app: App, viewer: Viewer, channel: Channel): Promise<Authorize> {
  if (!app.channels.open(channel.id) && channel.state === 'refused') await reopen(app, viewer, channel)
  const authorize = app.channels.open(channel.id)?.authorize
  if (!authorize) throw new Invalid('channels.authorize.closed')
  return authorize
}

/** Tries to open the account; resolves when that has come to something, or after ten seconds. */
async function reopen(app: App, viewer: Viewer, { id }: Channel): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, openingPatience)
  const deafen = app.events.on(async (events) => {
    if (!events.some(({ type, ref }) => type === 'channel.state' && ref === id)) return
    if ((await findChannel(app.db, id))?.state !== 'opening') resolve()
  })
  await resumeChannel(app, actorOf(viewer), id)
  await promise
  clearTimeout(timer)
  deafen()
}

/** Was the trip begun for this account, in this session and not too long ago? */
function isOurs(app: App, viewer: Viewer, channel: Channel, sealed: string | undefined): boolean {
  try {
    const state: State = JSON.parse(app.vault.open(sealed ?? ''))
    const { session, until } = state
    return state.channel === channel.id && session === viewer.sessionId && until > app.clock().getTime()
  } catch {
    return false
  }
}
