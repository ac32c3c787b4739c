import { Invalid } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import type { OpenChannel } from '../../plugin/index.ts'
import { actorOf } from '../agents/index.ts'
import { asked } from './asking.ts'
import type { Channel } from './channel.ts'
import { changeSettings } from './service.ts'

const patience = 15 * 60_000

type State = { channel: number; session: number; until: number }
type Authorize = NonNullable<OpenChannel['authorize']>

/**
 * The provider's page on which an admin gives the account new leave. It comes back to `url` with a state that only
 * this session can use. Throws Invalid where the account is not open.
 */
export async function authorizationAddress(
  app: App,
  viewer: Viewer,
  channel: Channel,
  url: string,
): Promise<string> {
  const authorize = authorizeOf(app, channel)
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
  const { complete } = authorizeOf(app, channel)
  const settings = await asked(app, channel, () => complete(query, { url }))
  await changeSettings(app, actorOf(viewer), channel.id, settings, 'channel.authorize')
}

function authorizeOf(app: App, channel: Channel): Authorize {
  const authorize = app.channels.open(channel.id)?.authorize
  if (!authorize) throw new Invalid('channels.authorize.closed')
  return authorize
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
