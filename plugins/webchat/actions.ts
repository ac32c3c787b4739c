import type { Host, StoredFile } from 'qiantai/plugin'
import { admit } from './admission.ts'
import { consentOf } from './config.ts'
import { profilesOf } from './identify.ts'
import { limits } from './limits.ts'
import type { LeaveInput, MessageInput, PageInput, ProfileInput, SeenInput, TypingInput } from './payloads.ts'
import { Refusal } from './refusal.ts'
import { forgetAgreement, knowsAgreement, rememberAgreement, type Room } from './room.ts'
import type { Locale } from './site.ts'

/** A visitor on a site: what both transports know of who is talking. */
export type Visitor = { host: Host; room: Room; who: string; locale: Locale; userAgent: string }

export type Ack = { uid: string; order: string; at: string; repeated: boolean }

/**
 * Takes a message in; the same `uid` again gives the same answer. Stored when it resolves. `callback`: they ask to be
 * called.
 */
export async function say(
  visitor: Visitor,
  { proof, ...input }: MessageInput & { callback?: true },
): Promise<Ack> {
  await needConsent(visitor)
  spend(visitor, 'message', limits.messagesPerMinute)
  await admit(visitor, proof)
  spendOfSite(visitor)
  const { room, who } = visitor
  const { message, repeated } = await room.channel.receive({ who, ...input })
  return { uid: message.uid, order: message.order, at: message.at, repeated }
}

/** A message with a way to answer it later. What is said about oneself is a claim. */
export async function leave(visitor: Visitor, { uid, text, proof, ...facts }: LeaveInput): Promise<Ack> {
  const ack = await say(visitor, { uid, text, proof, ...(facts.phone && { callback: true }) })
  await visitor.room.channel.introduce(visitor.who, { ...facts, proof: 'claimed' })
  return ack
}

export async function see({ room, who }: Visitor, { upto, read }: SeenInput): Promise<void> {
  await room.channel.seen(who, { uid: upto, read })
}

/** At most once a second, and the text so far only where the site says so to its visitors. */
export async function type({ host, room, who }: Visitor, { on, preview }: TypingInput): Promise<void> {
  if (!host.allow(`webchat:typing:${who}`, on ? 1 : 2, 1)) return
  await room.channel.typing(who, { on, ...(room.site.preview && preview !== undefined && { preview }) })
}

export async function look({ room, who, userAgent }: Visitor, { visit, page }: PageInput): Promise<void> {
  await room.channel.visit(who, { ...visit, userAgent, page })
}

/** Takes a profile as far as it is proven. Refuses a wrong proof as a whole, and a second verified person. */
export async function introduce(visitor: Visitor, input: ProfileInput): Promise<void> {
  const { host, room, who } = visitor
  const verifier = { site: room.channel.key, secret: room.site.identitySecret, now: host.now() }
  const profiles = profilesOf(verifier, input)
  if (!profiles) throw new Refusal('bad_signature')
  if (!profiles.some(({ proof }) => proof === 'verified')) await needConsent(visitor)
  for (const profile of profiles) await room.channel.introduce(who, profile).catch(otherPerson)
}

/** Records agreement to the text that is shown now; an older one is no agreement. */
export async function agree(
  { host, room, who, locale }: Visitor,
  { version }: { version: string },
): Promise<void> {
  const consent = await consentOf(host, room, locale)
  if (version !== consent.version) throw new Refusal('conflict')
  await room.channel.consent(who, version)
  rememberAgreement(room, who, version, host.now())
}

/** Takes the agreement back, as easily as it was given. */
export async function withdraw({ room, who }: Visitor): Promise<void> {
  await room.channel.withdraw(who)
  forgetAgreement(room, who)
}

/** May this visitor write, and which version of the text is that about? */
export async function agreement(visitor: Visitor): Promise<{ consented: boolean; version: string }> {
  const { host, room, who, locale } = visitor
  const { required, version } = await consentOf(host, room, locale)
  if (!required || knowsAgreement(room, who, version, host.now())) return { consented: true, version }
  const consented = await room.channel.consented(who, version)
  if (consented) rememberAgreement(room, who, version, host.now())
  return { consented, version }
}

/** Takes a file in, to be named in a message. */
export async function upload(
  visitor: Visitor,
  file: { name: string; data: Buffer },
  proof?: string,
): Promise<StoredFile> {
  await needConsent(visitor)
  spend(visitor, 'upload', limits.uploadsPerMinute)
  await admit(visitor, proof)
  return visitor.room.channel.upload(visitor.who, file)
}

/** Counts one use in this minute. Throws `slow_down` where there have been too many. */
export function spend({ host, who }: Pick<Visitor, 'host' | 'who'>, what: string, perMinute: number): void {
  if (!host.allow(`webchat:${what}:${who}`, perMinute, 60)) throw new Refusal('slow_down', { retryAfter: 60 })
}

/** What all visitors of a site may say together: a flood stays at its door. */
function spendOfSite({ host, room: { channel, site } }: Visitor) {
  if (!host.allow(`webchat:site:${channel.key}`, site.messages, 60))
    throw new Refusal('slow_down', { retryAfter: 60 })
}

async function needConsent(visitor: Visitor) {
  const { consented } = await agreement(visitor)
  if (!consented) throw new Refusal('consent_needed')
}

function otherPerson(error: unknown): never {
  const { status }: Record<string, unknown> = Object(error)
  throw status === 409 ? new Refusal('other_person') : error
}
