import type { Api } from '../shared/api.ts'
import type { PageReport } from '../shared/journey/tracker.ts'
import type { Line } from '../shared/link/tabs.ts'
import type { LinkState } from '../shared/link/link.ts'
import type { Config } from '../shared/wire.ts'
import type { Room } from './room.ts'
import type { Emitter, Start } from './run.ts'
import type { Stage } from './stage.ts'

export type Commands = Record<string, (...values: never[]) => unknown>

type Parts = {
  stage: Stage
  line: Line
  identity: { identify: (profile: object) => Promise<void> }
  room: Room
  emitter: Emitter
  state: () => LinkState
  restyle: (changes: Partial<Config>) => void
  end: () => void
}

const STYLES = ['theme', 'side', 'offset', 'launcher', 'accent'] as const

/** What `qiantai(…)` can do on the page; after `shutdown` nothing. */
export function createCommands({ http, session }: Start, parts: Parts): Commands {
  const { stage, line, room } = parts
  const commands: Commands = {
    open: stage.open,
    close: stage.close,
    toggle: () => (stage.isOpen() ? stage.close() : stage.open()),
    identify: parts.identity.identify,
    track: (name: string) => (window as { qiantai?: Api }).qiantai?.step?.(String(name)),
    on: parts.emitter.on,
    update: (changes: Partial<Config>) => {
      const known = STYLES.filter((name) => name in changes).map((name) => ({ [name]: changes[name] }))
      parts.restyle(Object.assign({}, ...known) as Partial<Config>)
    },
    page: (report: PageReport, last: boolean) => {
      room.post({ type: 'page', data: { url: location.href, title: document.title } })
      if (!last && parts.state() === 'online') return line.tell({ t: 'page', ...report })
      return http('pages', { token: session.token(), body: report, keepalive: last }).catch(() => {})
    },
    shutdown: () => {
      for (const name of Object.keys(commands)) delete commands[name]
      parts.end()
    },
  }
  return commands
}
