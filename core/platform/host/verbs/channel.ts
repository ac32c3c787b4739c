import type { App } from '../../../module.ts'
import { imageAddress, toolsOf } from '../../../modules/channels/index.ts'
import { onlineAgents, agentNames } from '../../../modules/agents/index.ts'
import { openingHours } from '../../../modules/clinic/index.ts'
import {
  conversationsOver,
  customerHistory,
  customerSeen,
  findSent,
  happened,
  introduce,
  messageState,
  receive,
  spoke,
  wasShown,
  windowOf,
  withdrawConsent,
} from '../../../modules/conversations/index.ts'
import { hasConsented, recordConsent, recordVisit } from '../../../modules/journey/index.ts'
import { findIdentity, identityOf } from '../../../modules/people/index.ts'
import type { Availability, Channel, History, StoredFile } from '../../../plugin/index.ts'
import { transaction } from '../../db/index.ts'
import { head } from '../../events/index.ts'
import type { Build } from '../accounts/opening.ts'
import { createBusy } from '../accounts/busy.ts'
import type { Following } from '../following/following.ts'
import { wonderWho } from '../profiles/profiles.ts'
import { askFor } from '../tasks/tasks.ts'
import { media } from './media.ts'
import { values } from './values.ts'

/** Makes what plugins know of an account: each verb is a service of a module, with the account filled in. */
export function channelBuilder(app: App, following: Following): Build {
  return ({ row, settings, secrets, fetch }) => {
    const ends = new Set<() => void>()
    const busy = createBusy()
    const { id, key, name, plugin, kind } = row
    const channel: Channel = {
      ...toolsOf(app, { plugin, kind, channel: id }, secrets),
      fetch,
      id,
      key,
      name,
      settings,
      ...busy.counted({
        ...talk(app, id),
        ...signs(app, id),
        ...reading(app, following, id),
        ...tracks(app, id),
        ...attachments(app, id),
        ...values(app, id, secrets),
        wake: (name: string) => askFor(app, { channelId: id, name }),
        availability: (locale: string) => availability(app, locale),
      }),
      follow(who, listener) {
        const end = following.follow(id, who, listener)
        ends.add(end)
        return () => void (ends.delete(end) && end())
      },
    }
    async function end() {
      ends.forEach((unfollow) => unfollow())
      await busy.end()
    }
    return { channel, end }
  }
}

type Talk = Pick<Channel, 'receive' | 'introduce' | 'happened' | 'spoke' | 'window' | 'report'>
type Signs = Pick<Channel, 'seen' | 'typing'>
type Reading = Pick<Channel, 'history' | 'since'>
type Tracks = Pick<Channel, 'visit' | 'consent' | 'withdraw' | 'consented'>
type Attachments = Pick<Channel, 'upload' | 'file' | 'media'>

function talk(app: App, id: number): Talk {
  return {
    async receive(message, also) {
      const received = await receive(app, { id }, message, also)
      if (!received.repeated) await wonderWho(app, id, message.who)
      return received
    },
    async happened(happening) {
      const told = await happened(app, id, happening)
      if (!told.repeated) await wonderWho(app, id, happening.who)
      return told
    },
    spoke: (who, said) => spoke(app, id, who, said),
    window: (who) => windowOf(app, { channelId: id, who }),
    introduce: async (who, profile) => introduce(app, (await identityOf(app, id, who)).id, profile),
    report: (uid, state, reason) => report(app, id, uid, state, reason),
  }
}

async function report(
  app: App,
  channelId: number,
  uid: string,
  state: 'delivered' | 'read' | 'failed',
  reason?: string,
) {
  const messageId = await findSent(app.db, channelId, uid)
  if (messageId === undefined) return
  const at = app.clock().toISOString()
  await transaction(app.db, (trx) => messageState(trx, messageId, state, { at, reason }))
}

function signs(app: App, channelId: number): Signs {
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

function reading(app: App, following: Following, channelId: number): Reading {
  return {
    async history(who, page) {
      await following.ready(channelId, who)
      const identity = await findIdentity(app.db, { channelId, who })
      return identity ? customerHistory(app.db, identity.id, page) : emptyHistory(app)
    },
    async since(who, cursor) {
      await following.ready(channelId, who)
      return following.since(channelId, who, cursor)
    },
  }
}

async function emptyHistory(app: App): Promise<History> {
  return { messages: [], cursor: await head(app.db), more: false }
}

function tracks(app: App, channelId: number): Tracks {
  return {
    async visit(who, visit) {
      await recordVisit(app, (await identityOf(app, channelId, who)).id, visit)
    },
    async consent(who, textVersion) {
      await recordConsent(app, (await identityOf(app, channelId, who)).id, textVersion)
    },
    async withdraw(who) {
      const identity = await findIdentity(app.db, { channelId, who })
      if (identity) await withdrawConsent(app, identity)
    },
    async consented(who, textVersion) {
      const identity = await findIdentity(app.db, { channelId, who })
      return identity !== undefined && hasConsented(app.db, identity.id, textVersion)
    },
  }
}

function attachments(app: App, channelId: number): Attachments {
  return {
    async upload(who, { name, data }) {
      const owner = `identity:${(await identityOf(app, channelId, who)).id}`
      const file = await app.files.put({ owner, name, data })
      return storedFile(file)
    },
    media: media(app),
    async file(who, uid, size) {
      const identity = await findIdentity(app.db, { channelId, who })
      const file = identity && (await app.files.find(app.db, uid))
      if (!file) return undefined
      const isTheirs =
        file.owner === `identity:${identity.id}` || (await wasShown(app.db, identity.id, file.id))
      return isTheirs ? { path: app.files.path(file, size), mime: file.mime, name: file.name } : undefined
    },
  }
}

function storedFile({ uid, name, mime, size, width, height }: StoredFile): StoredFile {
  return { uid, name, mime, size, ...(width && { width }), ...(height && { height }) }
}

async function availability(app: App, locale: string): Promise<Availability> {
  const present = (await onlineAgents(app)).filter(({ state }) => state === 'online')
  const names = await agentNames(
    app.db,
    present.map(({ agentId }) => agentId),
  )
  const agents = [...names.values()].map(({ name, avatar }) => ({
    name,
    ...(avatar && { avatar: imageAddress(avatar) }),
  }))
  return { online: agents.length > 0, agents, ...(await openingHours(app, locale)) }
}
