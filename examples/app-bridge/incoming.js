import { take } from './files.js'
import { isSigned } from './signature.js'

/** @import { Channel, HookAnswer, HookRequest, Profile } from 'qiantai/plugin' */

/**
 * What the app posts. `id` makes an event the same when it comes again.
 * @typedef {{ id: string, name?: string, phone?: string, wechat?: string, email?: string, avatar?: string,
 *   customer?: string, verified?: boolean }} User
 * @typedef {{ id: string, type: string, user: User, at?: number, text?: string, files?: { url: string, name?: string }[],
 *   location?: { latitude: number, longitude: number, label: string }, entry?: string, on?: boolean,
 *   message?: string, state?: 'delivered' | 'read' | 'failed', reason?: string }} Event
 */

/**
 * Checks the signature, has the event stored and answers at once; `work` does the rest.
 * @param {Channel} channel
 * @param {HookRequest} request
 * @returns {Promise<HookAnswer>}
 */
export async function hear(channel, request) {
  if (!isSigned(String(channel.settings.secret), request, channel.now())) return { status: 401 }
  const event = parse(request.body)
  if (!event)
    return { status: 400, body: 'An event is a JSON object with a type, an id and a user with an id.' }
  if (event.type === 'typing') await channel.typing(event.user.id, { on: event.on === true })
  if (!Object.hasOwn(deeds, event.type)) return { status: 200 }
  return { status: 200, keep: { key: event.id, body: JSON.stringify(event), order: event.user.id } }
}

/**
 * Does what a stored event asks for. Throws where it cannot be done now: then it is tried again.
 * @param {Channel} channel
 * @param {{ body: string }} push
 */
export async function work(channel, { body }) {
  /** @type {Event} */
  const event = JSON.parse(body)
  await deeds[event.type]?.(channel, event)
}

/** @type {Record<string, (channel: Channel, event: Event) => Promise<unknown>>} */
const deeds = {
  async message(channel, { id, user, text, files = [], location, at }) {
    const taken = await Promise.all(files.map((file) => take(channel, file)))
    await channel.receive({
      who: user.id,
      externalId: id,
      text,
      at,
      files: taken,
      ...(location && { content: { type: 'location', ...location } }),
    })
    if (user.name) await channel.introduce(user.id, await profileOf(channel, user))
  },
  profile: async (channel, { user }) => channel.introduce(user.id, await profileOf(channel, user)),
  enter: (channel, { id, user, entry, at }) =>
    channel.happened({ who: user.id, externalId: id, type: 'enter', entry, at }),
  receipt: async (channel, { message, state, reason }) =>
    message && state && channel.report(message, state, reason),
}

/**
 * What the app says of a user. Only what it says is `verified` counts as proven.
 * @param {Channel} channel
 * @param {User} user
 * @returns {Promise<Profile>}
 */
export async function profileOf(channel, { name, phone, wechat, email, avatar, customer, verified }) {
  const picture = avatar ? await take(channel, { url: avatar }) : undefined
  return {
    name,
    phone,
    wechat,
    email,
    externalId: customer,
    proof: verified === true ? 'verified' : 'claimed',
    ...(picture && { avatar: picture }),
  }
}

/**
 * @param {Buffer} body
 * @returns {Event | undefined}
 */
function parse(body) {
  try {
    const event = JSON.parse(body.toString('utf8'))
    const isWhole = [event.type, event.id, event.user?.id].every(isName)
    return isWhole ? event : undefined
  } catch {
    return undefined
  }
}

/** @param {unknown} value */
function isName(value) {
  return typeof value === 'string' && value.length > 0 && value.length <= 128
}
