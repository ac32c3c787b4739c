import type { Notice, NoticeValue, Outgoing, Profile } from './content.ts'
import type { MenuItem } from './kind.ts'
import type { Voice } from './voice.ts'

/** An account at work, as its plugin answers it from `open`. Everything but `close` is there only where the channel can do it. */
export type OpenChannel = {
  /**
   * What the provider calls, below `/hooks/<plugin>/<channel key>/`: name → handler. '' is the bare address. They and
   * `pushed` are at work where the provider refuses the account, too: customers write to it all the same.
   */
  hooks?: Record<string, (request: HookRequest) => Promise<HookAnswer>>
  /** What was stored by `HookAnswer.keep`, in its order. A rejection is tried again; `permanent` gives it up, with a line in the log. */
  pushed?: (push: { key: string; body: string }, signal: AbortSignal) => Promise<void>
  /** Work that is done by one process at a time, every so often and whenever `Channel.wake` asks for it. */
  tasks?: Record<string, Task>
  /**
   * Hands one message to the provider, and resolves when the provider took it; there if and only if the kind
   * `sends`. A rejection while `signal` is aborted leaves the message "unknown": it may have left.
   */
  send?: (message: Outgoing, signal: AbortSignal) => Promise<{ externalId?: string }>
  /**
   * Hands one short message to the gateway, and resolves when the gateway took it. There if the account is one of those
   * through which the house writes to telephone numbers: it has no customers of its own. Rejects as `send` does.
   */
  text?: (message: ShortText, signal: AbortSignal) => Promise<{ externalId?: string }>
  /** The telephone: there if and only if the kind `speaks`. */
  voice?: Voice
  /** Shows the customer that an agent writes. Its failure is nobody's business. */
  typing?: (who: string, on: boolean) => Promise<void>
  /** What the provider tells of a customer: asked for when they first write, and then once a day when they write again. */
  profile?: (who: string) => Promise<Profile | undefined>
  /** Entry points: codes on posters, links on pages, of which we learn who came through them (`Happening.entry`). */
  entries?: Entries
  /** The menu under the customer's chat. */
  menu?: { read: () => Promise<MenuItem[]>; write: (items: MenuItem[]) => Promise<void> }
  /** What may be sent when the window is closed. `check` says what is wrong with values before they are sent: key → translation key. */
  notices?: {
    list: () => Promise<Notice[]>
    check: (notice: Notice, values: NoticeValue[]) => Record<string, string>
  }
  /** Proves on a web page of ours who somebody is on this channel (OAuth in the provider's browser). */
  linking?: Linking
  /** Facts an admin should see now, worst first: a token that ends soon, a mode that is unsafe. */
  health?: () => Promise<Health[]>
  /** Where an admin gives the account new leave (OAuth): the provider's page, by the address that it comes back to. */
  authorize?: {
    address: (back: { url: string; state: string }) => string
    /** Reads what the provider brought back; answers the settings that change. */
    complete: (query: Record<string, string>, back: { url: string }) => Promise<Record<string, string>>
  }
  /**
   * Asks whether the provider takes this account. Where it throws `account: 'refused'` the account is refused from the
   * beginning; whatever else goes wrong opens it all the same, as a provider that is away must not keep customers out.
   */
  prove?: () => Promise<void>
  /** Ends every timer, socket and request of this account. */
  close: () => Promise<void>
}

/**
 * One short message. `number` in E.164. `text` is the whole of it in the clinic's words, for gateways that take any; others
 * have approved words for each `purpose`, and take the `values`: a `link` comes with its `token` (the last part of the
 * address), where the rest of the address stands in the approved words. `uid` stays the same over every try.
 */
export type ShortText = { uid: string; number: string; text: string } & (
  | { purpose: 'link'; values: { clinic: string; link: string; token: string } }
  | { purpose: 'code'; values: { clinic: string; code: string } }
)

export type HookRequest = {
  method: string
  query: Record<string, string>
  headers: Record<string, string>
  /** As it came, at most 1 MiB. */
  body: Buffer
}
export type HookAnswer = {
  status: number
  body?: string
  headers?: Record<string, string>
  /** Stored before the answer leaves, and handed to `pushed` afterwards; the same `key` again is stored no second time. */
  keep?: Push | Push[]
}
/** `order`: pushes with the same one are worked on one after the other (a customer's id). */
export type Push = { key: string; body: string; order?: string }

/** `every`: seconds. A failure is tried again in its own time; one that lasts is shown on the account. */
export type Task = { every?: number; run: (signal: AbortSignal) => Promise<void> }

export type Entries = {
  /** What the provider's pictures are: a code to scan, or a link to open (of which the host draws a code). */
  make: (entry: { code: string; name: string }) => Promise<{ url: string }>
  /** Characters that a code may have at most; letters, digits, dash and underscore alone. */
  codeLength: number
  /** The picture of a code, by the `url` of `make`, where the provider draws it itself; else the host draws one that says `url`. */
  picture?: (url: string) => Promise<Buffer>
}

export type Linking = {
  /** Can it be proven in this browser? */
  fits: (userAgent: string) => boolean
  /** The provider's page, which comes back to `url` with `state`. */
  address: (back: { url: string; state: string }) => string
  /** Reads what came back. Throws where it proves nothing. */
  prove: (query: Record<string, string>) => Promise<{ who: string; profile: Profile }>
}

export type Health = {
  level: 'bad' | 'warning' | 'good'
  /** A translation key `<plugin>:health.…` with its values. */
  text: string
  values?: Record<string, string | number>
  /** The admin can mend it with `authorize`. */
  authorize?: true
}
