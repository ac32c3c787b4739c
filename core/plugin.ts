/**
 * The plugin contract, published as `qiantai/plugin`. Types only: a plugin is plain data and functions, and
 * nothing of the core is copied or inherited. docs/plugins.md walks through it.
 */
import type { IncomingMessage } from 'node:http'
import type { ServerRoute } from '@hapi/hapi'
import type { WebSocket } from 'ws'

export type Plugin = {
  api: 1
  /** Lower-case letters, digits and dashes; also the prefix of its tables, routes and translations. */
  id: string
  /**
   * The plugin's folder: `import.meta.dirname`. views/ locales/ browser/ in it are found there. A view
   * `setup-<kind>.hbs` is shown on the admin's page of an account, with `{ key, name, origin, settings, brief }`, secrets left out;
   * `brief` asks for the essentials alone, for the setup wizard.
   */
  home: string
  /** The kinds of channel it can open. */
  channels?: ChannelKind[]
  /** Addresses outside `/p/<id>/` that must be short (`/w.js`); one belongs to one plugin. */
  aliases?: string[]
  /** Migrations of its own tables, all named `<id>_…`, in the order they run. */
  migrations?: { name: string; up(db: unknown): Promise<void> }[]
  /** Pages, sockets and listeners beside the channels. Called once, before anything is served. */
  register?: (host: Host) => void | Promise<void>
}

/** One kind of account that an admin can add. Titles and field labels are translation keys, see `Field`; `<plugin>:kind.<kind>.title` and, where there is one, `.hint`. */
export type ChannelKind = {
  kind: string
  fields: Field[]
  can: Capabilities
  /**
   * Messages leave through `OpenChannel.send`. Absent where customers fetch their messages from us (web chat, an
   * app): there "sent" is the commit.
   */
  sends?: true
  /** The setup wizard offers this kind as the clinic's first channel. */
  starter?: Starter
  /** What makes an account unique (an app id, a host name): the same one twice is refused. */
  identify: (settings: Settings) => string
  /** Tries the settings against the provider before they are saved. Throws `tools.failure(…)` to refuse. */
  check?: (settings: Settings, tools: Tools) => Promise<void>
  /** Starts the account. Throws `tools.failure(reason)` to be retried, `{ permanent: true }` to be switched off. */
  open: (channel: Channel) => Promise<OpenChannel>
}

export type Starter = {
  /** Names of the fields that the wizard asks for; the others keep their defaults. */
  asks: string[]
  /** Values to begin with, from what the clinic has said of itself. */
  settings: (clinic: Brand) => Settings
  /** The path of a page on which an account can be tried, by its key; it must let our own pages frame it. */
  page: (key: string) => string
}

export type OpenChannel = {
  /** What the provider calls, below `/hooks/<plugin>/<channel key>/`: name → handler. '' is the bare address. */
  hooks?: Record<string, (request: HookRequest) => Promise<HookAnswer>>
  /**
   * Hands one message to the provider, and resolves when the provider took it; there if and only if the kind
   * `sends`. A rejection while `signal` is aborted leaves the message "unknown": it may have left.
   */
  send?: (message: Outgoing, signal: AbortSignal) => Promise<{ externalId?: string }>
  /** Ends every timer, socket and request of this account. */
  close: () => Promise<void>
}

/** A field of the form that the host draws, checks and, for secrets, seals. Label: `<plugin>:field.<kind>.<name>.label`, hint: `….hint`. */
export type Field = {
  name: string
  type: 'text' | 'secret' | 'url' | 'number' | 'flag' | 'choice' | 'lines' | 'colour' | 'image'
  required?: boolean
  default?: string | number | boolean | string[]
  /** For `choice`: the values; labels `<plugin>:field.<kind>.<name>.<value>`. */
  choices?: string[]
  /** Bounds: of a number its value, of a text its length, of lines how many. */
  min?: number
  max?: number
  /** Groups fields under a heading `<plugin>:group.<kind>.<group>`. */
  group?: string
}

/** Secrets arrive opened, images as addresses that anybody may load, lines as lists. */
export type Settings = Record<string, string | number | boolean | string[] | undefined>

/** The composer shows what the channel can do, and nothing else. */
export type Capabilities = {
  text: { max: number }
  image?: boolean
  file?: boolean
  voice?: boolean
  typing?: boolean
  receipts?: boolean
}

export type Failure = {
  /** Trying again cannot help. */
  permanent?: boolean
  /** Seconds until the next try, where the provider says so. */
  retryAfter?: number
  /** It may have been done all the same (the request left, no answer came): not tried again, a person decides. */
  unsure?: boolean
}

/** What every plugin function may use. */
export type Tools = {
  /** The whole error language between plugin and host: a reason for an admin to read, and what to do about it. */
  failure: (reason: string, failure?: Failure) => Error
  /** The only way out: refuses private addresses, redirects unseen, endless bodies and slow peers. */
  fetch: (url: string, options?: FetchOptions) => Promise<FetchAnswer>
  log: Log
  /** Milliseconds since 1970; tests turn it. */
  now: () => number
}

export type FetchOptions = {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  signal?: AbortSignal
  /** Milliseconds, 10,000 unless told. */
  timeout?: number
  /** Bytes of the answer, 10 MB unless told. */
  limit?: number
}
export type FetchAnswer = {
  status: number
  headers: Record<string, string>
  body: Buffer
  json: () => unknown
}

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, event: string) => void>

export type HookRequest = {
  method: string
  query: Record<string, string>
  headers: Record<string, string>
  /** As it came, at most 1 MiB. */
  body: Buffer
}
export type HookAnswer = { status: number; body?: string; headers?: Record<string, string> }

/**
 * One open account, as the plugin sees it. Customers are named by the channel's own ids (`who`). What the core refuses
 * rejects with an error that has a `status` as in HTTP (400 with `faults`, 403 for a customer who is blocked, 404, 409, 503).
 */
export type Channel = Tools & {
  id: number
  key: string
  name: string
  settings: Settings
  /** Stores what a customer said. Resolves after the commit; the same `externalId` or `uid` twice is one message. */
  receive: (message: Incoming) => Promise<Received>
  /**
   * Tells what is known about a customer: name, phone, proof of an id. Unproven facts are shown as such and join
   * nothing. Rejects with a conflict (`status` 409) where the customer is already proven to be somebody else.
   */
  introduce: (who: string, profile: Profile) => Promise<void>
  /** The outcome of a message that `send` handed over earlier. */
  report: (uid: string, state: 'delivered' | 'read' | 'failed', reason?: string) => Promise<void>
  /** The customer has received, or seen, everything up to this message. */
  seen: (who: string, upto: { uid: string; read: boolean }) => Promise<void>
  /** The customer is writing; `preview` is the text so far where notice was given. */
  typing: (who: string, typing: { on: boolean; preview?: string }) => Promise<void>
  /** What the customer may see of their own messages, oldest first. `before` pages backwards by `order`. */
  history: (who: string, page?: { before?: string; limit?: number }) => Promise<History>
  /** Follows what happens to this customer's messages. Returns what ends it. */
  follow: (who: string, listener: (news: News) => void) => () => void
  /** The news after a cursor, or undefined where the log no longer reaches back: read `history` again. */
  since: (who: string, cursor: string) => Promise<News[] | undefined>
  /** A page that the customer looks at, and how the visit began. Not kept after `withdraw`, until they agree anew. */
  visit: (who: string, visit: VisitReport) => Promise<void>
  /** Records agreement to a text, by the text's version. */
  consent: (who: string, textVersion: string) => Promise<void>
  /** Takes every agreement of this customer back. Staff see that in the conversation and beside it. */
  withdraw: (who: string) => Promise<void>
  /** Has this customer agreed to this version of the text, and not withdrawn that? */
  consented: (who: string, textVersion: string) => Promise<boolean>
  /** Takes a file in: sniffed, re-encoded, stored. Throws what a person can read where it is refused. */
  upload: (who: string, file: { name: string; data: Buffer }) => Promise<StoredFile>
  /** A stored file that this customer may read, or undefined. */
  file: (
    who: string,
    uid: string,
    size?: 'thumbnail',
  ) => Promise<{ path: string; mime: string; name: string } | undefined>
  /** Is somebody there? Hours are the clinic's, in words of `locale`. */
  availability: (locale: string) => Promise<Availability>
}

export type Incoming = {
  who: string
  /** The provider's id of the message, where it gives one. */
  externalId?: string
  /** The client's id, where the customer's client is ours (a UUID). One of the two is needed. */
  uid?: string
  text?: string
  /** Uids of files taken in by `upload`, or files to take in now. */
  files?: (string | { name: string; data: Buffer })[]
  /** Seconds, for a voice note. */
  duration?: number
  /** When the provider says it was said, milliseconds; order is ours all the same. */
  at?: number
  /** What this customer was looking at when the conversation opened. */
  context?: { url?: string; title?: string }
}
export type Received = { message: CustomerMessage; repeated: boolean }

export type Profile = {
  name?: string
  phone?: string
  wechat?: string
  email?: string
  /** The clinic's own customer number. Counts only with proof. */
  externalId?: string
  /** `verified`: the channel has checked a signature over these facts. */
  proof: 'claimed' | 'verified'
}

export type Outgoing = {
  uid: string
  /** Recipient: the channel's own id. */
  to: string
  kind: 'text' | 'image' | 'file' | 'voice'
  text: string
  files: { uid: string; name: string; mime: string; size: number; path: string }[]
  attempt: number
}

/** Somebody of the clinic as customers see them. `avatar` is an address that anybody may load. */
export type Face = { name: string; avatar?: string }

/** A message as its customer may see it: no note, no inner id. */
export type CustomerMessage = {
  uid: string
  /** Sorts as text; ours, whatever the clocks say. */
  order: string
  from: 'customer' | 'agent' | 'bot' | 'system'
  author?: Face
  kind: 'text' | 'image' | 'file' | 'voice' | 'event'
  text: string
  files: {
    uid: string
    name: string
    mime: string
    size: number
    width?: number
    height?: number
    duration?: number
  }[]
  /** Outgoing and incoming alike: how far it got. */
  state: 'sent' | 'delivered' | 'read'
  /** ISO 8601, UTC. */
  at: string
  /** For `event`: a key in the core's locales and its values. */
  event?: { key: string; values: Record<string, string> }
}

export type History = {
  messages: CustomerMessage[]
  cursor: string
  more: boolean
  conversation?: { status: string; agent?: Face }
}

export type News =
  | { type: 'message'; cursor: string; message: CustomerMessage }
  | { type: 'seen'; cursor: string; by: 'customer' | 'agent'; upto: string; read: boolean }
  | { type: 'conversation'; cursor: string; status: string; agent?: Face }
  | { type: 'typing'; on: boolean; author?: Face }

export type VisitReport = {
  /** One visit: the client's random id. */
  uid: string
  landing: string
  referrer: string
  screen?: string
  language?: string
  userAgent: string
  page?: { uid: string; url: string; title: string; dwell: number }
}

export type StoredFile = {
  uid: string
  name: string
  mime: string
  size: number
  width?: number
  height?: number
}

export type Availability = {
  online: boolean
  /** The clinic's opening hours are now. */
  open: boolean
  /** One line a day or span, ready to show. */
  hours: string[]
  agents: Face[]
}

/** What a plugin gets once, in `register`. */
export type Host = Tools & {
  /** A route of any path below `/p/<id>/` or, for an address that must be short, one of the plugin's `aliases`. No session reaches it: `access` is public. */
  route: (route: ServerRoute) => void
  /** A WebSocket endpoint below `/p/<id>/`. `accept` sees the upgrade and answers whether to go on. */
  socket: (endpoint: SocketEndpoint) => void
  /** The open channel of this plugin with this key. */
  channel: (key: string) => Channel | undefined
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
