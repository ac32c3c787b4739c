import type { App, Viewer } from '../../module.ts'
import type { ChannelKind, Settings } from '../../plugin/index.ts'
import { isKept } from './fields.ts'
import type { ChannelForm } from './settings.ts'

/** What a form that was wrong held in fields that are never shown: sealed, to come back with the next try. */
export type Carried = { names: string[]; sealed: string }

type Parcel = { session: number; until: number; settings: Settings }

const patience = 3_600_000

/** Packs the secrets and images of a form that is shown again; they open in the same session, for an hour. */
export function carry(app: App, viewer: Viewer, kind: ChannelKind, form: ChannelForm): Carried | undefined {
  const typed = kind.fields.filter((field) => isKept(field) && form.settings?.[field.name])
  if (typed.length === 0) return undefined
  const names = typed.map(({ name }) => name)
  const settings = Object.fromEntries(names.map((name) => [name, String(form.settings?.[name])]))
  const until = app.clock().getTime() + patience
  const parcel: Parcel = { session: viewer.sessionId, until, settings }
  return { names, sealed: app.vault.seal(JSON.stringify(parcel)) }
}

/** What was packed; nothing where it is somebody else's, too old or no parcel of ours. */
export function unpack(app: App, viewer: Viewer, sealed: unknown): Settings {
  try {
    const parcel: Parcel = JSON.parse(app.vault.open(String(sealed)))
    const isTheirs = parcel.session === viewer.sessionId && parcel.until > app.clock().getTime()
    return isTheirs ? parcel.settings : {}
  } catch {
    return {}
  }
}
