import type { App } from '../../../module.ts'
import { conversationsOver, customerHistory, customerSeen } from '../../../modules/conversations/index.ts'
import { findIdentity } from '../../../modules/people/index.ts'
import type { Channel, History } from '../../../plugin/index.ts'
import { head } from '../../events/index.ts'
import type { Following } from '../following/following.ts'
import { placesOf } from '../following/places.ts'

type Signs = Pick<Channel, 'seen' | 'typing'>
type Reading = Pick<Channel, 'history' | 'since'>

/** What customers show while they read and write. */
export function signs(app: App, channelId: number): Signs {
  return {
    async seen(who, { uid, read }) {
      const identity = await findIdentity(app.db, { channelId, who })
      if (identity) await customerSeen(app, identity.id, uid, read)
    },
    async typing(who, { on, preview }) {
      const identity = await findIdentity(app.db, { channelId, who })
      const [conversation] = identity ? await conversationsOver(app.db, identity.id) : []
      const data = { kind: 'typing', on, ...(on && preview && { preview: preview.slice(0, 1000) }) }
      if (conversation) app.hub.whisper(`conversation:${conversation}`, data)
    },
  }
}

/** What customers may read of their own. */
export function reading(app: App, following: Following, channelId: number): Reading {
  return {
    async history(who, page) {
      await following.ready(channelId, who)
      const identity = await findIdentity(app.db, { channelId, who })
      if (!identity) return emptyHistory(app)
      const history = await customerHistory(app.db, identity.id, page)
      return withPlace(app, { channelId, identityId: identity.id }, history)
    },
    async since(who, cursor) {
      await following.ready(channelId, who)
      return following.since(channelId, who, cursor)
    },
  }
}

/** Says where they stand, where they wait. */
async function withPlace(
  app: App,
  { channelId, identityId }: { channelId: number; identityId: number },
  history: History,
): Promise<History> {
  if (history.conversation?.status !== 'queued') return history
  const [id = 0] = await conversationsOver(app.db, identityId)
  const place = (await placesOf(app, [{ id, channelId }])).get(id)
  return place ? { ...history, conversation: { ...history.conversation, place } } : history
}

async function emptyHistory(app: App): Promise<History> {
  return { messages: [], cursor: await head(app.db), more: false }
}
