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

/** What `qiantai(…)` can do on the page; after `shutdown` nothing. */
export function createCommands({ config, http, session, step }: Start, parts: Parts): Commands {
  const { stage, line, room } = parts
  const commands: Commands = {
    open: stage.open,
    close: stage.close,
    toggle: stage.toggle,
    identify: parts.identity.identify,
    track: (name: string) => step(String(name)),
    on: parts.emitter.on,
    update: (look: Partial<Config>) => {
      const { theme, side, offset, launcher } = { ...config, ...look }
      parts.restyle({ theme, side, offset, launcher })
    },
    page: (report: PageReport, last: boolean) => {
      room.page()
      if (session.isQuiet()) return undefined
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
