import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Request, ResponseObject, ResponseToolkit, ServerRoute } from '@hapi/hapi'
import type { Host } from 'qiantai/plugin'
import { upload, type Visitor } from '../actions.ts'
import { limits } from '../limits.ts'
import { isGoodLink } from '../links.ts'
import { fileView } from '../messages.ts'
import { Refusal } from '../refusal.ts'
import type { Room } from '../room.ts'
import { readToken } from '../tokens.ts'
import { type Answer, answer, type Call, visitorRoute } from './call.ts'
import { bearerOf, headerOf } from './request.ts'

/** Files in and out. */
export function fileRoutes(host: Host): ServerRoute[] {
  return [
    visitorRoute(host, { method: 'POST', path: 'uploads', maxBytes: limits.file, raw: true }, takeIn),
    {
      method: 'GET',
      path: '/p/webchat/files/{uid}',
      handler: (request, h) => answer(host, request, h, (room) => handOut(host, room, request, h)),
    },
  ]
}

async function takeIn(visitor: Visitor, { request, body }: Call): Promise<Answer> {
  if (!Buffer.isBuffer(body) || body.length === 0) throw new Refusal('invalid')
  const file = await upload(visitor, { name: nameOf(request), data: body }, headerOf(request, 'x-proof'))
  return { status: 201, body: fileView({ ...visitor, site: visitor.room.channel.key }, file) }
}

/** The name is for people; no path and no control character comes through. */
function nameOf(request: Request): string {
  try {
    const name = decodeURIComponent(headerOf(request, 'x-file-name') ?? '')
    return name.replace(/\p{C}/gu, '').split(/[/\\]/).at(-1)?.slice(-200).toWellFormed() || 'file'
  } catch {
    throw new Refusal('invalid', { faults: [{ field: 'X-File-Name', message: 'webchat:fault.other' }] })
  }
}

async function handOut(
  host: Host,
  room: Room,
  request: Request,
  h: ResponseToolkit,
): Promise<ResponseObject> {
  const uid = String(request.params.uid)
  const size = request.query.size === 'thumbnail' ? 'thumbnail' : undefined
  const file = await room.channel.file(readerOf(host, room, request, uid, size), uid, size)
  if (!file) throw new Refusal('not_found')
  const { size: bytes } = await stat(file.path)
  return h
    .response(createReadStream(file.path))
    .type(file.mime)
    .bytes(bytes)
    .header('content-disposition', disposition(file))
    .header('cache-control', 'private, max-age=3600')
    .header('content-security-policy', `default-src 'none'; sandbox`)
    .header('cross-origin-resource-policy', 'cross-origin')
}

/** Who asks: the bearer of a token, or of a link that we signed. */
function readerOf(host: Host, room: Room, request: Request, uid: string, size?: 'thumbnail'): string {
  const { query } = request
  const site = room.channel.key
  const token = bearerOf(request)
  const visitor = token === undefined ? undefined : readToken(host, site, token)
  if (visitor) return visitor.who
  if (token !== undefined || !query.sign) throw new Refusal('bad_token')
  const who = String(query.for ?? '')
  const isGood = isGoodLink(host, { site, who, uid, size }, Number(query.until), String(query.sign))
  if (!isGood) throw new Refusal('link_expired')
  return who
}

/** What a browser may show without running anything; the rest is saved. */
function disposition({ mime, name }: { mime: string; name: string }): string {
  const isShown = /^(image\/(png|jpeg|webp|gif|avif)|audio\/.+|video\/.+|application\/pdf)$/.test(mime)
  const quoted = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${quoted}`
}
