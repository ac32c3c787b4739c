import type { Viewer } from '../../module.ts'

/** Who did something, for the audit log: `agent:3`, `system` or `setup`. */
export type Actor = { actor: string; ip?: string }

/** The viewer as the audit log names them. */
export function actorOf(viewer: Viewer): Actor {
  return { actor: `agent:${viewer.agentId}`, ip: viewer.ip }
}

/** What nobody at a screen did: the command line, a job. */
export const system: Actor = { actor: 'system' }
