import { tell } from './app.js'
import { linkOf } from './files.js'
import { profileOf } from './incoming.js'

/** @import { Channel, Outgoing } from 'qiantai/plugin' */

/**
 * Hands one answer of the clinic to the app. `id` stays the same over every try.
 * @param {Channel} channel
 * @param {Outgoing} message
 * @param {AbortSignal} signal
 */
export async function send(channel, { uid, to, kind, text, files, content }, signal) {
  const links = files.map(({ uid, name, mime, size }) => ({
    name,
    mime,
    size,
    url: linkOf(channel, to, uid),
  }))
  const event = { type: 'message', id: uid, user: to, kind, text, files: links, content }
  const { id } = await tell(channel, channel.settings, event, signal)
  return { externalId: typeof id === 'string' ? id : undefined }
}

/**
 * @param {Channel} channel
 * @param {string} who
 * @param {boolean} on
 */
export async function typing(channel, who, on) {
  await tell(channel, channel.settings, { type: 'typing', user: who, on })
}

/**
 * Asks the app who somebody is; undefined where it does not say.
 * @param {Channel} channel
 * @param {string} who
 */
export async function profile(channel, who) {
  const { user } = await tell(channel, channel.settings, { type: 'profile', user: who })
  return user ? profileOf(channel, Object(user)) : undefined
}
