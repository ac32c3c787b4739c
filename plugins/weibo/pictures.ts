import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Channel, Host } from 'qiantai/plugin'
import type { Line } from './account.ts'
import type { Pictures } from './outgoing/parts.ts'

type Ticket = { key: string; uid: string; until: number }

const path = '/p/weibo/pictures'
const days = 90
const fit = { types: ['image/jpeg', 'image/png', 'image/gif'], bytes: 2 * 1024 * 1024 }
/** One for each clinic of this process, which is one. */
const hosts = new Set<Host>()

/** Serves the pictures that were sent to customers, to whoever has their address: Weibo, and the customer. */
export function servePictures(host: Host): void {
  hosts.add(host)
  host.route({
    method: 'GET',
    path: `${path}/{ticket}`,
    handler: async (request, h) => {
      const picture = await pictureOf(host, String(request.params['ticket']))
      if (!picture) return h.response().code(404)
      return h.response(picture.data).type(picture.mime).header('cache-control', 'private, max-age=86400')
    },
  })
}

/** What a ticket shows; nothing where it is none of ours, has ended, or its file is gone. */
async function pictureOf(host: Host, words: string) {
  const ticket = readTicket(host, words)
  try {
    return ticket && (await host.channel(ticket.key)?.media(ticket.uid, fit))
  } catch (error) {
    host.log.warn({ reason: String(error) }, 'weibo.picture-gone')
    return undefined
  }
}

/** How pictures of this account are shown to the world: at addresses that end, and where nothing of ours tells of them. */
export async function picturesOf({ channel, account }: Line): Promise<Pictures> {
  const host = [...hosts].find((each) => each.channel(channel.key) === channel)
  const origin = account.address ?? (host && publicOrigin(host))
  const { name: title } = host ? await host.brand() : channel
  return {
    title,
    addressOf: (uid) => (host && origin ? `${origin}${path}/${ticketOf(host, channel, uid)}` : undefined),
  }
}

/** The clinic's own address, where it is one that others can reach safely. */
function publicOrigin(host: Host): string | undefined {
  const origin = host.origin({ headers: {} })
  return origin.startsWith('https:') ? origin : undefined
}

function ticketOf(host: Host, { key, now }: Channel, uid: string): string {
  const until = Math.ceil(now() / 86_400_000) + days
  const words = [key, uid, until.toString(36)].join('.')
  return `${words}.${sign(host, words)}`
}

function readTicket(host: Host, ticket: string): Ticket | undefined {
  const [, words = '', signature = ''] = /^([\w.-]{1,200})\.([\w-]{43})$/.exec(ticket) ?? []
  const [key = '', uid = '', until = ''] = words.split('.')
  const right = Buffer.from(sign(host, words))
  const given = Buffer.from(signature)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const day = parseInt(until, 36)
  return host.now() < day * 86_400_000 ? { key, uid, until: day } : undefined
}

function sign(host: Host, words: string): string {
  return createHmac('sha256', host.secret('pictures')).update(words).digest('base64url')
}
