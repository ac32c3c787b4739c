/**
 * The plugin contract, published as `qiantai/plugin`. Types only: a plugin is plain data and functions, and
 * nothing of the core is copied or inherited. docs/plugins.md walks through it.
 */
import type { Host } from './host.ts'
import type { ChannelKind } from './kind.ts'

export type * from './channel.ts'
export type * from './content.ts'
export type * from './conversation.ts'
export type * from './host.ts'
export type * from './kind.ts'
export type * from './open.ts'
export type * from './simulator.ts'
export type * from './tools.ts'
export type * from './voice.ts'

export type Plugin = {
  api: 1
  /** Lower-case letters, digits and dashes; also the prefix of its tables, routes and translations. */
  id: string
  /**
   * The plugin's folder: `import.meta.dirname`. views/ locales/ browser/ icons/ in it are found there. A view
   * `setup-<kind>.hbs` is shown on the admin's page of an account, with `{ key, name, origin, host, callback, authorization,
   * settings, brief }`, secrets left out; `brief` asks for the essentials alone, for the setup wizard. `icons/<kind>.svg` is the kind's sign.
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
