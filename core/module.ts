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
import type { OpenChannel, Plugin, Simulator } from './plugin/index.ts'

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
  menu?: MenuItem[]
  routes?: (app: App) => ServerRoute[]
  jobs?: (app: App) => Record<string, Handler<never>>
  /** cron (local time of the clinic) → the job it enqueues. */
  schedules?: { name: string; cron: string; job: string }[]
  live?: (app: App) => LiveTopic[]
  /** What this viewer should look after, on whatever page they are; the worst first. */
  alerts?: (app: App, viewer: Viewer) => Promise<Alert[]>
}

/** Something that is wrong with the house, in the viewer's language, and the page where it can be mended. */
export type Alert = { id: string; level: 'bad' | 'warning'; text: string; href: string }

/** `label` is a translation key; `icon` a name of the sprite; `topic` is followed by every screen that has the entry. */
export type MenuItem = {
  href: string
  label: string
  icon: string
  topic?: string
  permission?: string
  area: 'desk' | 'admin'
}

/** The viewer of a page or socket: an agent with what they may do. */
export type Viewer = {
  agentId: number
  name: string
  avatar?: string
  role: string
  permissions: ReadonlySet<string>
  /** Whose conversations and people they see: their own and unassigned of their teams, their teams', everybody's. */
  scope: 'own' | 'team' | 'all'
  teamIds: number[]
  locale: 'zh-CN' | 'en'
  sessionId: number
  /** What they chose to be; whether a screen of theirs is open is the lease's part. */
  presence: 'online' | 'busy' | 'away'
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

/** Who may call a route; every route says so in `options.app.access`, and a test tries each with everybody. */
export type Access = 'public' | 'signed-in' | { permission: string }
