import type { Happening, Incoming, Profile, Received } from './content.ts'
import type { Availability, History, News, StoredFile, VisitReport } from './conversation.ts'
import type { Settings } from './kind.ts'
import type { Tools } from './tools.ts'
import type { VoiceEvent } from './voice.ts'

/**
 * One open account, as the plugin sees it. Customers are named by the channel's own ids (`who`). What the core refuses
 * rejects with an error that has a `status` as in HTTP (400 with `faults`, 403 for a customer who is blocked, 404, 409, 503).
 */
export type Channel = Tools & {
  id: number
  key: string
  name: string
  settings: Settings
  /** Where others reach us, without a slash at the end: the public address, or, where none is set, one of this machine alone. */
  origin: () => string
  /**
   * Stores what a customer said. Resolves after the commit; the same `externalId` or `uid` twice is one message. What is to be
   * remembered with it (see `remember`) is in the same commit.
   */
  receive: (message: Incoming, also?: { remember: Record<string, unknown> }) => Promise<Received>
  /**
   * Tells what is known about a customer: name, phone, proof of an id. Unproven facts are shown as such and join
   * nothing. Rejects with a conflict (`status` 409) where the customer is already proven to be somebody else.
   */
  introduce: (who: string, profile: Profile) => Promise<void>
  /**
   * Stores what a customer did. Resolves after the commit; the same `externalId` twice is one. Answers whether it was new.
   */
  happened: (happening: Happening) => Promise<{ repeated: boolean }>
  /** Records what the channel itself has said in the clinic's name (a greeting in the provider's answer); the same uid twice is one. */
  spoke: (who: string, said: { uid: string; text: string }) => Promise<void>
  /** When this customer may be answered, by the reply rules and what they did. */
  window: (who: string) => Promise<Window>
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
  /**
   * A file of a message for the provider: made fit where that can be done (a picture smaller and as JPEG, a recording as
   * AMR or MP3). Throws a permanent failure where it cannot.
   */
  media: (uid: string, fit: Fit) => Promise<{ name: string; mime: string; data: Buffer; seconds?: number }>
  /** Asks for a task of `OpenChannel.tasks` now. Resolves when that is stored. */
  wake: (task: string) => Promise<void>
  /** What `OpenChannel.health` says has changed: it is asked now. Resolves when that is stored. */
  checkup: () => Promise<void>
  /**
   * A value that all processes share until it ends (`until`, milliseconds): where there is none, one of them makes it and the
   * others wait. Sealed like a secret.
   */
  shared: <T>(name: string, make: () => Promise<{ value: T; until: number }>) => Promise<T>
  /** Drops what is shared or remembered under this name, if it still is this value. */
  forget: (name: string, value: unknown) => Promise<void>
  /** What was last remembered under this name (JSON), or undefined where there is none, or it has ended. */
  recall: <T>(name: string) => Promise<T | undefined>
  /** Remembers a value for good, or until it ends (milliseconds): what there is one of for each message must end. */
  remember: (name: string, value: unknown, until?: number) => Promise<void>
  /**
   * Tells what happens at the exchange (see `OpenChannel.voice`). Resolves when it is stored. In the order of the calls, and
   * from one process at a time: which one hears the exchange is for the plugin to settle.
   */
  called: (event: VoiceEvent) => Promise<void>
  /** Is somebody there? Hours are the clinic's, in words of `locale`. */
  availability: (locale: string) => Promise<Availability>
}

/** `open`: may be answered now, `left` times (absent: any number) until `until` (ISO 8601; absent: for good). */
export type Window = { open: boolean; left?: number; until?: string }

/** What a provider takes: types in the order of preference, and bytes at most. */
export type Fit = { types: string[]; bytes: number; seconds?: number }
