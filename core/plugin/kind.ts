import type { Channel } from './channel.ts'
import type { Content } from './content.ts'
import type { Brand } from './host.ts'
import type { OpenChannel } from './open.ts'
import type { Simulate } from './simulator.ts'
import type { Tools } from './tools.ts'

/**
 * One kind of account that an admin can add. Titles and field labels are translation keys, see `Field`;
 * `<plugin>:kind.<kind>.title` and, where there are, `.hint` and `.needs` (line by line, what to have at hand before).
 */
export type ChannelKind = {
  kind: string
  fields: Field[]
  can: Capabilities
  /** What can be said where anybody reads it (`Incoming.public`); the same as elsewhere unless told. */
  public?: Capabilities
  /**
   * Messages leave through `OpenChannel.send`. Absent where customers fetch their messages from us (web chat, an
   * app): there "sent" is the commit.
   */
  sends?: true
  /** Customers are spoken with: the account is a telephone exchange (`OpenChannel.voice`), and takes no written messages. */
  speaks?: true
  /**
   * Files for the other side, made of the account's settings: what an admin copies onto the exchange. `own` is where we
   * are reached. Shown on the account's page and printed by the command line.
   */
  configuration?: (settings: Settings, own: { key: string; origin: string }) => ConfigurationFile[]
  /** When customers may be answered, by the account's settings. Absent or empty: always. The host keeps the meter. */
  replies?: (settings: Settings) => ReplyRule[]
  /** As how many answers the provider counts a message, where that is not one: of a text that is cut, its parts. */
  costs?: (message: { text: string; files: number; content?: Content }) => number
  /** What the menu under the customer's chat may hold, where there is one: see `OpenChannel.menu`. */
  menu?: MenuLimits
  /** The setup wizard offers this kind as the clinic's first channel. */
  starter?: Starter
  /** What makes an account unique (an app id, a host name): the same one twice is refused. */
  identify: (settings: Settings) => string
  /** Says what is unwise about these settings, as translation keys (`<plugin>:warning.…`); shown in red beside the form. */
  warn?: (settings: Settings) => string[]
  /** Tries the settings against the provider before they are saved. Throws `tools.failure(…)` to refuse. */
  check?: (settings: Settings, tools: Tools) => Promise<void>
  /**
   * Starts the account, at best without its provider (see `OpenChannel.prove`): until that has succeeded, its hooks
   * hear nothing. Throws `tools.failure(reason)` to be retried, `{ permanent: true }` to be switched off.
   */
  open: (channel: Channel) => Promise<OpenChannel>
  /** Plays the provider, so that a clinic rehearses before the provider has approved its account. */
  simulate?: Simulate
}

/**
 * What a customer's doing allows: `count` answers (absent: any number) within `seconds`. The same doing again starts
 * anew; where several are running, the one with most left counts, and an answer is taken from each.
 */
export type ReplyRule = { after: Doing; count?: number; seconds: number }

/**
 * What a customer can do on a channel. `message`, and in public `mention` and `comment`, come by `Channel.receive`, the
 * others by `Channel.happened`.
 */
export type Doing =
  | 'message'
  | 'mention'
  | 'comment'
  | 'follow'
  | 'unfollow'
  | 'scan'
  | 'choose'
  | 'enter'
  | 'subscribe'
  | 'refuse'

/** `types` in the order in which the editor offers them; lengths in bytes of UTF-8. */
export type MenuLimits = {
  types: MenuItem['type'][]
  items: number
  children: number
  name: number
  childName: number
}

/** `say`: the customer says `key` with one touch (`Happening.label`). `app` opens a mini program, `url` is its stand-in. */
export type MenuItem = { name: string } & (
  | { type: 'say'; key: string }
  | { type: 'link'; url: string }
  | { type: 'app'; app: string; page: string; url: string }
  | { type: 'group'; items: MenuItem[] }
)

export type ConfigurationFile = { name: string; text: string }

export type Starter = {
  /** Names of the fields that the wizard asks for; the others keep their defaults. */
  asks: string[]
  /** Values to begin with, from what the clinic has said of itself. */
  settings: (clinic: Brand) => Settings
  /** The path of a page on which an account can be tried, by its key; it must let our own pages frame it. */
  page: (key: string) => string
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
  /** A regular expression, with the flag `v` as in browsers, that the whole text must fit. */
  pattern?: string
  /** Of a secret: the form offers to make one of this many letters and digits, to be copied to the provider once. */
  make?: number
  /** Groups fields under a heading `<plugin>:group.<kind>.<group>`. */
  group?: string
}

/** Secrets arrive opened, images as addresses that anybody may load, lines as lists. */
export type Settings = Record<string, string | number | boolean | string[] | undefined>

/** The composer shows what the channel can do, and nothing else. */
export type Capabilities = {
  /** The longest text, in characters or, with `bytes`, in bytes of UTF-8. Longer ones are for the plugin to split with `split`. */
  text: { max: number; bytes?: true; split?: true }
  image?: boolean
  file?: boolean
  voice?: boolean
  video?: boolean
  link?: boolean
  /** A card that opens a mini program. */
  card?: boolean
  /** A question with answers to touch. */
  choices?: boolean
  typing?: boolean
  receipts?: boolean
}
