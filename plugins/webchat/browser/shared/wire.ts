/** What the server and the widget tell each other; docs/webchat-protocol.md says it in full. */
export type Author = { name: string; avatar?: string }

export type WireFile = {
  uid: string
  name: string
  mime: string
  size: number
  width?: number
  height?: number
  /** Seconds. */
  duration?: number
  url: string
  thumbnail?: string
}

/** What we draw better than the words in `text`; `picture` is an address. */
export type WireContent =
  | { type: 'link'; title: string; description?: string; url: string; picture?: string }
  | { type: 'choices'; head: string; items: { id: string; text: string }[]; tail?: string }

export type MessageState = 'sent' | 'delivered' | 'read'

export type Message = {
  uid: string
  /** Sorts as text. */
  order: string
  from: 'customer' | 'agent' | 'bot' | 'system'
  author?: Author
  kind: string
  text: string
  files: WireFile[]
  content?: WireContent
  state: MessageState
  at: string
}

/** Where somebody stands who waits: 1 is next. `seconds`: how long that takes, where that is known. */
export type Place = { position: number; seconds?: number }

export type Conversation = { status: string; agent?: Author; place?: Place }

export type News =
  | { type: 'message'; cursor: string; message: Message }
  | { type: 'seen'; cursor: string; by: 'customer' | 'agent'; upto: string; read: boolean }
  | ({ type: 'conversation'; cursor: string } & Conversation)
  | { type: 'typing'; on: boolean; author?: Author }
  | { type: 'place'; place?: Place }

/** The newest page of messages, which replaces what a client holds. */
export type Snapshot = { messages: Message[]; more: boolean; conversation?: Conversation }

export type Availability = { online: boolean; open: boolean; hours: string[]; agents: Author[] }

export type Config = {
  site: string
  locale: 'zh-CN' | 'en'
  name: string
  logo?: string
  avatar?: string
  accent: string
  theme: 'auto' | 'light' | 'dark'
  side: 'left' | 'right'
  offset: { x: number; y: number }
  launcher?: string
  greeting?: string
  offline?: string
  consent: { required: boolean; text: string; version: string; url?: string }
  availability: Availability
  features: {
    image: boolean
    file: boolean
    voice: boolean
    typing: boolean
    preview: boolean
    receipts: boolean
  }
  limits: { text: number; file: number; files: number }
  icp?: string
}

/** What needs no answer: it goes over the socket where there is one, else over HTTP. */
export type Frame =
  | { t: 'seen'; upto: string; read: boolean }
  | { t: 'typing'; on: boolean; preview?: string }
  | { t: 'page'; visit: object; page: object }
