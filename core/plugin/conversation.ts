import type { CustomerMessage, Face } from './content.ts'

export type History = {
  messages: CustomerMessage[]
  cursor: string
  more: boolean
  conversation?: { status: string; agent?: Face; place?: QueuePlace }
}

/** Where somebody stands who waits for an agent: 1 is next. `seconds`: how long that takes, where enough is known to say so. */
export type QueuePlace = { position: number; seconds?: number }

export type News =
  | { type: 'message'; cursor: string; message: CustomerMessage }
  | { type: 'seen'; cursor: string; by: 'customer' | 'agent'; upto: string; read: boolean }
  | { type: 'conversation'; cursor: string; status: string; agent?: Face }
  | { type: 'typing'; on: boolean; author?: Face }
  /** They stand elsewhere in the queue, or (without a place) wait no longer. */
  | { type: 'place'; place?: QueuePlace }

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
