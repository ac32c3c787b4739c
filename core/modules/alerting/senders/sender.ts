import type { App } from '../../../module.ts'
import type { Settings } from '../../../plugin/index.ts'
import type { Note } from '../note.ts'

/** Tells one note. `settings` has its secrets opened. Throws a `failure` whose message `reasonText` reads. */
export type Sender = (out: Out, settings: Settings, note: Note) => Promise<void>

/** What a sender needs of the house. */
export type Out = Pick<App, 'fetch' | 'clock'> & { config: Pick<App['config'], 'allowPrivateHosts'> }

/** A setting as text; empty where it was left out. */
export function textIn(settings: Settings, name: string): string {
  return String(settings[name] ?? '')
}
