import { createReadStream } from 'node:fs'
import { hash, isSame } from './signature.js'

/** @import { Request, ResponseToolkit, ServerRoute } from '@hapi/hapi' */
/** @import { Channel, Host } from 'qiantai/plugin' */

const week = 7 * 24 * 3600 * 1000

/**
 * Loads a file of the app. Throws for good where the app has it no more.
 * @param {Channel} channel
 * @param {{ url: string, name?: string }} file
 */
export async function take(channel, { url, name }) {
  const { status, body } = await channel.fetch(url)
  if (status !== 200) throw channel.failure('app-bridge:reason.file', { permanent: status < 500 })
  return { name: name ?? (new URL(url).pathname.split('/').at(-1) || 'file'), data: body }
}

/**
 * Where the app loads a file of an answer, for a week.
 * @param {Channel} channel
 * @param {string} who
 * @param {string} uid
 */
export function linkOf({ key, settings, now }, who, uid) {
  const until = String(now() + week)
  const url = new URL(`/p/app-bridge/files/${key}/${uid}`, String(settings.origin))
  url.search = String(new URLSearchParams({ who, until, sign: signOf(settings.secret, who, uid, until) }))
  return url.href
}

/**
 * The route that such a link leads to.
 * @param {Host} host
 * @returns {ServerRoute}
 */
export function fileRoute(host) {
  return {
    method: 'GET',
    path: '/p/app-bridge/files/{key}/{uid}',
    handler: (request, h) => handOut(host, request, h),
  }
}

/**
 * @param {Host} host
 * @param {Request} request
 * @param {ResponseToolkit} h
 */
async function handOut(host, { params, query }, h) {
  const channel = host.channel(String(params.key))
  const [uid, who, until, sign] = [params.uid, query.who, query.until, query.sign].map(String)
  const isGood = channel && isSame(signOf(channel.settings.secret, who, uid, until), sign)
  if (!isGood || Number(until) < channel.now()) return h.response().code(404)
  const file = await channel.file(who, uid)
  if (!file) return h.response().code(404)
  return h
    .response(createReadStream(file.path))
    .type(file.mime)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
}

/**
 * @param {unknown} secret
 * @param {string} who
 * @param {string} uid
 * @param {string} until
 */
function signOf(secret, who, uid, until) {
  return hash(String(secret), 'file', [who, uid, until].join('\n'))
}
