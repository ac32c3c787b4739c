import type { IncomingMessage } from 'node:http'
import type { ServerRoute } from '@hapi/hapi'
import type { WebSocket } from 'ws'
import type { Channel } from './channel.ts'
import type { Tools } from './tools.ts'

/** What a plugin gets once, in `register`. */
export type Host = Tools & {
  /** A route of any path below `/p/<id>/` or, for an address that must be short, one of the plugin's `aliases`. No session reaches it: `access` is public. */
  route: (route: ServerRoute) => void
  /** A WebSocket endpoint below `/p/<id>/`. `accept` sees the upgrade and answers whether to go on. */
  socket: (endpoint: SocketEndpoint) => void
  /** The open channel of this plugin with this key. */
  channel: (key: string) => Channel | undefined
  /**
   * The trip that proves, in this browser, who the customer is on another channel of the clinic, and comes back to `back`
   * (a path of ours): the address to go to, and the cookie (for `Set-Cookie`) that ties the trip to this browser, to be
   * sent to nobody but the customer. Undefined where nothing fits, or where it is proven already.
   */
  link: (visitor: {
    channel: string
    who: string
    userAgent: string
    origin: string
    back: string
  }) => Promise<{ url: string; cookie: string } | undefined>
  /** Renders one of the plugin's views/ (or the theme's) with its layout-free realm. */
  view: (template: string, context: object) => string
  /** Translates `<plugin>:key`, or a core key. */
  translate: (locale: string, key: string, values?: object) => string
  /** The clinic's name, logo, colours and privacy text, as set by an admin. */
  brand: () => Promise<Brand>
  /** A secret of this plugin that stays the same over restarts, 32 bytes, one for each purpose. */
  secret: (purpose: string) => Buffer
  /** `https://host` as the clinic set it, or as the request has it. */
  origin: (request: { headers: Record<string, unknown> }) => string
  /** Counts attempts: false when `limit` in `seconds` is used up for this key. */
  allow: (key: string, limit: number, seconds: number) => boolean
  /** The peer's address, with trusted proxies seen through. */
  address: (request: IncomingMessage) => string
  /** A built browser file of this plugin (`panel.js`): its hashed address. */
  asset: (name: string) => string
  /** The same file on disk, to serve it under a short address. */
  assetFile: (name: string) => string
}

export type SocketEndpoint = {
  path: string
  /** Bytes of one frame, 64 KiB unless told. */
  limit?: number
  accept: (request: IncomingMessage) => boolean
  open: (socket: WebSocket, request: IncomingMessage) => void
}

export type Brand = {
  name: string
  logo?: string
  accent: string
  locale: string
  /** IANA name of the clinic's time zone. */
  timezone: string
  privacy: { text: string; version: string; url?: string }
  icp?: string
}
