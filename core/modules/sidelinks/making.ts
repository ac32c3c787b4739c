import { Invalid, NotFound } from '../../errors.ts'
import type { App, Viewer } from '../../module.ts'
import { hashToken, uuid7 } from '../../platform/crypto/index.ts'
import { type Db, transaction } from '../../platform/db/index.ts'
import { later } from '../../platform/time.ts'
import { clinicOf, readSetting } from '../clinic/index.ts'
import { conversationFor, findConversation, reply } from '../conversations/index.ts'
import { numberOf } from '../people/index.ts'
import { sendText } from '../texting/index.ts'
import { isAlive, linkDefaults, type SideLink, type Want } from './link.ts'
import { deleteLink, findLink, insertLink, isCodeTaken, updateLink } from './store/links.ts'
import { changed } from './telling.ts'
import { codeOf, hashCode, tokenOf } from './token.ts'
import { type Way, waysFor } from './ways.ts'

/** What an agent asks a customer for, by one of `waysFor`. `origin`: where customers reach us. */
export type Asked = { wants: Want[]; way: string; origin: string }

/**
 * Makes a link for the customer of a conversation and sends it on its way. Throws NotFound where this viewer may not see
 * the conversation, Invalid on `wants` for nothing, and on `way` where that way is not open, or refuses.
 */
export async function makeLink(
  app: App,
  viewer: Viewer,
  conversationId: number,
  asked: Asked,
): Promise<SideLink> {
  const conversation = await conversationFor(app.db, viewer, conversationId)
  if (asked.wants.length === 0) throw refused('wants', 'sidelinks.refused.nothing')
  const way = (await waysFor(app, conversation)).find(({ value }) => value === asked.way)
  if (!way) throw refused('way', 'sidelinks.refused.way')
  const { personId } = conversation
  const link = await insert(app, viewer, { personId, conversationId, wants: asked.wants, way })
  try {
    await send(app, viewer, { link, identityId: way.identityId, origin: asked.origin })
  } catch (error) {
    await transaction(app.db, (trx) => deleteLink(trx, link.id))
    throw error
  }
  return link
}

/** Sends a link once more the way it went, and lets it last anew. Throws NotFound, and Invalid where it has ended. */
export async function resendLink(
  app: App,
  viewer: Viewer,
  { conversationId, id, origin }: { conversationId: number; id: number; origin: string },
): Promise<void> {
  const { link, personId } = await linkFor(app, viewer, conversationId, id)
  if (!isAlive(link, now(app))) throw refused('way', 'sidelinks.refused.over')
  const way = (await waysFor(app, { id: conversationId, personId })).find(({ via }) => via === link.via)
  if (!way?.identityId) throw refused('way', 'sidelinks.refused.way')
  const expires_at = await endOf(app)
  await transaction(app.db, (trx) => updateLink(trx, id, { expires_at }))
  await send(app, viewer, { link: { ...link, expiresAt: expires_at }, identityId: way.identityId, origin })
}

/** Ends a link before its time. Twice is once. Throws NotFound. */
export async function revokeLink(
  app: App,
  viewer: Viewer,
  { conversationId, id }: { conversationId: number; id: number },
): Promise<void> {
  const { link } = await linkFor(app, viewer, conversationId, id)
  if (link.endedAt) return
  const at = now(app)
  await transaction(app.db, async (trx) => {
    await updateLink(trx, id, { ended_at: at, code_hash: null })
    await changed(trx, link, 'sidelink.ended', at)
  })
}

/** The link of a conversation that this viewer sees, and whose it is now. Throws NotFound. */
export async function linkFor(app: App, viewer: Viewer, conversationId: number, id: number) {
  const conversation = await findConversation(app.db, viewer, conversationId)
  const link = conversation && (await findLink(app.db, conversationId, id))
  if (!link) throw new NotFound(`link ${id}`)
  return { link, personId: conversation.personId }
}

/** Where the customer goes with it. */
export function addressOf(app: App, { uid }: SideLink, origin: string): string {
  return `${origin}/s/${tokenOf(app.vault, uid)}`
}

type Inserted = { personId: number; conversationId: number; wants: Want[]; way: Way }

async function insert(app: App, viewer: Viewer, { way, ...about }: Inserted): Promise<SideLink> {
  const { personId } = about
  const number =
    way.via === 'sms' ? await numberOf(app.db, { personId, identityId: way.identityId }) : undefined
  const at = now(app)
  const expiresAt = await endOf(app)
  return transaction(app.db, async (trx) => {
    const uid = way.via === 'code' ? await uidWithFreeCode(app, trx, at) : uuid7()
    const link = await insertLink(trx, {
      ...about,
      uid,
      tokenHash: hashToken(tokenOf(app.vault, uid)),
      codeHash: way.via === 'code' ? hashCode(app.vault, codeOf(app.vault, uid)) : null,
      agentId: viewer.agentId,
      via: way.via,
      proves: number ?? null,
      createdAt: at,
      expiresAt,
    })
    await changed(trx, link, 'sidelink.made', at)
    return link
  })
}

/** Two that wait for the same six digits would be one. */
async function uidWithFreeCode(app: App, trx: Db, at: string): Promise<string> {
  const uid = uuid7()
  const isTaken = await isCodeTaken(trx, hashCode(app.vault, codeOf(app.vault, uid)), at)
  return isTaken ? uidWithFreeCode(app, trx, at) : uid
}

type Sent = { link: SideLink; identityId?: number; origin: string }

/** What is on a screen or spoken leaves by itself. */
async function send(app: App, viewer: Viewer, { link, identityId, origin }: Sent) {
  if (identityId === undefined) return
  const { name, locale } = await clinicOf(app.db)
  const address = addressOf(app, link, origin)
  const text = app.i18n.t(locale, 'sidelinks.message', { clinic: name, link: address })
  if (link.via === 'message') {
    await reply(app, viewer, link.conversationId, { clientId: uuid7(), text, identityId })
    return
  }
  const values = { clinic: name, link: address, token: tokenOf(app.vault, link.uid) }
  const words = { purpose: 'link' as const, text: app.i18n.t(locale, 'texting.words.link', values), values }
  const { personId, conversationId, expiresAt } = link
  const about = { personId, conversationId, agentId: viewer.agentId, identityId, words, expiresAt }
  await sendText(app, about, async (trx, text_id) => updateLink(trx, link.id, { text_id }))
}

async function endOf(app: App): Promise<string> {
  const { minutes } = await readSetting(app.db, 'sidelinks', linkDefaults)
  return later(app.clock(), minutes * 60_000)
}

function refused(field: string, message: string): Invalid {
  return new Invalid([{ field, message }])
}

function now(app: App): string {
  return app.clock().toISOString()
}
