import type { ServerRoute } from '@hapi/hapi'
import type { Config } from '../config/schema.ts'
import type { Logger } from './log.ts'
import type { Db } from './platform/db/index.ts'
import type { Event, Tailer } from './platform/events/index.ts'
import type { Fetch } from './platform/fetch/index.ts'
import type { Files } from './platform/files/index.ts'
import type { I18n } from './platform/i18n/index.ts'
import type { Handler, Worker } from './platform/jobs/index.ts'
import type { Hub } from './platform/realtime/index.ts'
import type { Vault } from './platform/crypto/index.ts'
import type { OpenChannel, Plugin, QueuePlace, Simulator } from './plugin/index.ts'

/** What every module function may need; made once, in app.ts. */
export type App = {
  config: Config
  db: Db
  log: Logger
  clock: () => Date
  events: Tailer
  jobs: Worker
  hub: Hub
  files: Files
  fetch: Fetch
  vault: Vault
  i18n: I18n
  plugins: Plugin[]
  modules: Module[]
  channels: OpenChannels
  /** Where this process reaches itself: `http://127.0.0.1:3000`. Before it listens, where it means to. */
  address: () => string
}

/** The accounts that are open in this process, by the channel's id: the way from a module to a plugin. */
export type OpenChannels = {
  open: (id: number) => OpenChannel | undefined
  /** Of a rehearsal: who plays its provider. */
  simulator: (id: number) => Simulator | undefined
}

/** A domain of the clinic: whatever it adds to the house is named here, and goes with its entry. */
export type Module = {
  id: string
  permissions?: string[]
  /** Kinds of alerts it raises, for destinations to choose from; labels `alerts.kind.<kind>`. */
  raises?: string[]
  menu?: MenuItem[]
  routes?: (app: App) => ServerRoute[]
  jobs?: (app: App) => Record<string, Handler<never>>
  /** cron (local time of the clinic) → the job it enqueues. */
  schedules?: { name: string; cron: string; job: string }[]
  live?: (app: App) => LiveTopic[]
  /** What this viewer should look after, on whatever page they are; the worst first. */
  alerts?: (app: App, viewer: Viewer) => Promise<Alert[]>
  /** What this viewer should know of a person, at the top of their rail. */
  rail?: (app: App, viewer: Viewer, personId: number) => Promise<RailNote[]>
  /** Over which of a person's identities they can be met just now, in the viewer's language. */
  reach?: (app: App, viewer: Viewer, personId: number) => Promise<Reach[]>
  /** What is to be known or done about a conversation, above it, in the viewer's language. Only for who may see it. */
  bars?: (app: App, viewer: Viewer, conversationId: number) => Promise<Bar[]>
  /** What agents are busy with beside their conversations, by agent, in the viewer's language. */
  busy?: (app: App, viewer: Viewer) => Promise<Map<number, string>>
  /** Who can take nobody just now, however much room they have. On a transaction `db` is that. */
  occupied?: (app: App, db: Db) => Promise<Set<number>>
  /** Those of these people who asked for no short messages, or for no word in any chat. As `occupied`. */
  unwilling?: (app: App, db: Db, personIds: number[], way: 'sms' | 'chat') => Promise<Set<number>>
  /** Conversations whose customers are on the telephone now: whoever takes the call has them. As `occupied`. */
  calling?: (app: App, db: Db) => Promise<Set<number>>
  /** Where these people come from, in words and codes, as far as that is known. As `occupied`. */
  regions?: (app: App, db: Db, personIds: number[]) => Promise<Map<number, string>>
  /** Are conversations given to agents, so that nobody has to look at who waits? */
  gives?: (app: App) => Promise<boolean>
  /** Where customers stand who wait in a queue of the module's own, by conversation. */
  places?: (app: App) => Promise<Map<number, QueuePlace>>
  /** Until when somebody has to be answered, by conversation. */
  limits?: (app: App, conversationIds: number[]) => Promise<Map<number, Limit>>
  /** What layouts ask of this viewer on every whole page, by names of the module's own. Cheap: nobody waits for it twice. */
  layout?: (app: App, viewer: Viewer) => Promise<object>
}

/** A time limit that runs: `kind` is a label `timers.kind.<kind>`; it is warm from `warnAt` and missed from `dueAt` (ISO 8601). */
export type Limit = { kind: string; warnAt: string; dueAt: string }

/** Something that is wrong with the house, in the viewer's language, and the page where it can be mended. */
export type Alert = { id: string; level: 'bad' | 'warning'; text: string; href: string }

/** `now`: they are there this moment; `open`: what is written reaches them. */
export type Reach = { identityId: number; level: 'now' | 'open'; text: string }

/** One line about a person, in the viewer's language. `at`: a time that belongs to it, ISO 8601; `form`: what can be done about it. */
export type RailNote = {
  id: string
  icon: string
  tone: 'danger' | 'warn'
  text: string
  at?: string
  href?: string
  form?: { action: string; label: string }
}

/** One line above a conversation. `until`: how long it may be answered (ISO 8601); `deeds`: what can be done, the first before others. */
export type Bar = {
  id: string
  icon: string
  text: string
  note?: string
  until?: string
  deeds: { action: string; label: string }[]
}

/**
 * `label` is a translation key; `icon` a name of the sprite; `topic` is followed by every screen that has the entry.
 * `count` names what `layout` answers of `{ count, overdue }`, shown on the entry and fetched anew from `<href>/count`
 * whenever the topic tells something. Settings of one `group` stand together, apart from the others.
 */
export type MenuItem = {
  href: string
  label: string
  icon: string
  topic?: string
  count?: string
  /** Of several, one is enough. */
  permission?: string | string[]
  area: 'desk' | 'admin'
  group?: 'clinic' | 'reception' | 'phone' | 'staff' | 'house'
}

/** The viewer of a page or socket: an agent with what they may do. */
export type Viewer = {
  agentId: number
  name: string
  avatar?: string
  role: string
  permissions: ReadonlySet<string>
  /**
   * Whose conversations and people they see: their own and unassigned of their teams (`allotted`), and of no team (`own`),
   * their teams', everybody's.
   */
  scope: 'allotted' | 'own' | 'team' | 'all'
  teamIds: number[]
  /** The groups of the branch that they look at just now: of what they may see, only what is with these. */
  within?: number[]
  locale: 'zh-CN' | 'en'
  sessionId: number
  /** What they chose to be; whether a screen of theirs is open is the lease's part. */
  presence: 'online' | 'busy' | 'break' | 'away'
  /** Since when they are that. */
  presentSince?: string
  /** They were offered a break, and have not taken one since. */
  rest?: boolean
  ip: string
}

/** One kind of thing a screen follows: `conversation:12`, `desk`. */
export type LiveTopic = {
  kind: string
  authorize: (viewer: Viewer, id: string) => Promise<boolean>
  /** The topic this fact is told on, or nothing. */
  tells: (event: Event) => string | undefined
  /** What screens get for these facts, one entry for each (undefined: nothing to show). Called after commit, facts in order. */
  render: (events: Event[]) => Promise<(Push | undefined)[]>
}

export type Push = {
  /** Turbo Streams. The same for every viewer: what differs is hidden by `to`, or fetched by the page. */
  html?: (locale: string) => string
  data?: object
  /** Who of those who follow the topic gets it; everybody unless told. */
  to?: (viewer: Viewer) => boolean
  /** Ask `authorize` again for everyone who follows: what they may see has changed. */
  regate?: boolean
}

/** Who may call a route; every route says so in `options.app.access`, and a test tries each with everybody. Of several permissions one is enough. */
export type Access = 'public' | 'signed-in' | { permission: string | string[] }
