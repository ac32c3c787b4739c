import type { Doing } from './kind.ts'

/** What is in a message beside text and files. Files are uids of ours; `picture` is shown small beside the words. */
export type Content =
  | { type: 'link'; title: string; description?: string; url: string; picture?: string }
  | { type: 'card'; title: string; app: string; page: string; picture?: string }
  | { type: 'choices'; head: string; items: { id: string; text: string }[]; tail?: string }
  | { type: 'location'; latitude: number; longitude: number; label: string }
  | { type: 'notice'; template: string; title: string; values: NoticeValue[]; url?: string }
  /** Something that we do not know how to show; `name` is the provider's word for it. */
  | { type: 'unsupported'; name: string }

export type NoticeValue = { key: string; label: string; value: string }

/** A message that may be sent outside the reply window, in words that the provider has approved. */
export type Notice = {
  template: string
  title: string
  /** The approved words, with `{{key}}` where values go. */
  text: string
  /** What must be filled in. `hint` is a translation key that says what fits. */
  fields: { key: string; label: string; hint?: string; example?: string }[]
  /** Asks the customer's leave each time: they must have subscribed. */
  subscribed?: true
}

export type Incoming = {
  who: string
  /** The provider's id of the message, where it gives one. */
  externalId?: string
  /** The client's id, where the customer's client is ours (a UUID). One of the two is needed. */
  uid?: string
  text?: string
  /** Uids of files taken in by `upload`, or files to take in now: AMR is made playable, images are drawn anew. */
  files?: (string | { name: string; data: Buffer })[]
  /** Seconds, for a voice note. */
  duration?: number
  content?: Content
  /** When the provider says it was said, milliseconds; order is ours all the same. */
  at?: number
  /** What this customer was looking at when the conversation opened. */
  context?: { url?: string; title?: string }
  /**
   * Anybody can read it, and the answer to it: a comment, a post. `who` is then an id of its own (`public:<id>`), which
   * `introduce` joins to the same person by `subject`.
   */
  public?: Thread
  /** What it allows by the reply rules; `message` unless told. */
  doing?: Doing
  /** They have left a number and ask to be called: staff owe them a call. */
  callback?: true
}
/** Where something public was said. `title` is the beginning of the post. */
export type Thread = { url?: string; title?: string }
export type Received = { message: CustomerMessage; repeated: boolean }

/** Something a customer did that is no message. It stands in the timeline as `events.happened.<type>`. */
export type Happening = {
  who: string
  /** The provider's id of it, or what makes it the same when it comes again. */
  externalId: string
  type: Exclude<Doing, 'message' | 'mention' | 'comment'>
  /** The code of an entry point (see `OpenChannel.entries`) through which the customer came. */
  entry?: string
  /** What was chosen, in words. */
  label?: string
  at?: number
  /** Opens a conversation where none is open: somebody should greet. */
  opens?: boolean
}

export type Profile = {
  name?: string
  phone?: string
  wechat?: string
  email?: string
  /** A picture of them, taken in as a file. */
  avatar?: { name: string; data: Buffer }
  /** The clinic's own customer number. Counts only with proof. */
  externalId?: string
  /**
   * An id that several accounts of a provider share (`weixin:<unionid>`, `weibo:<uid>`). Counts only with proof: whoever has
   * the same is the same person.
   */
  subject?: string
  /** `verified`: the channel has checked a signature over these facts, or has them from the provider itself. */
  proof: 'claimed' | 'verified'
}

export type Outgoing = {
  uid: string
  /** Recipient: the channel's own id. */
  to: string
  kind: 'text' | 'image' | 'file' | 'voice' | 'video' | Content['type']
  text: string
  files: { uid: string; name: string; mime: string; size: number; path: string }[]
  content?: Content
  /** The provider's id of what is answered: the newest that this customer said over this identity. */
  answers?: string
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
  kind: 'text' | 'image' | 'file' | 'voice' | 'video' | 'event' | Content['type']
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
  content?: Content
  /** Outgoing and incoming alike: how far it got. */
  state: 'sent' | 'delivered' | 'read'
  /** ISO 8601, UTC. */
  at: string
  /** For `event`: a key in the core's locales and its values. */
  event?: { key: string; values: Record<string, string> }
}
