import { Conflict } from '../../../errors.ts'
import type { App, Viewer } from '../../../module.ts'
import { randomToken } from '../../../platform/crypto/index.ts'
import { extensionOf } from '../../lines/index.ts'
import { readRoster } from '../queue/roster.ts'
import { agentLine } from '../store/agent-lines.ts'

const shape = /^parked\.(\d+)\.[\w-]+$/
const ringSeconds = 30

/**
 * Rings the viewer's phone once for the whole shift: from then on calls are put through to it without ringing. Throws
 * Conflict where no phone is registered, or one is parked already.
 */
export async function park(app: App, viewer: Viewer): Promise<void> {
  const { agentId } = viewer
  const extension = await extensionOf(app.db, agentId)
  const roster = extension && (await readRoster(app, extension.channelId))
  const phone = roster?.phoneOf(agentId)
  if (!extension || !phone) throw new Conflict('calls.conflict.no-phone')
  if (phone.parked) throw new Conflict('calls.conflict.parked')
  const leg = `parked.${agentId}.${randomToken(9)}`
  const call = { to: { phone: phone.phone }, from: {}, timeout: ringSeconds, auto: true as const }
  await app.channels.open(extension.channelId)?.voice?.dial(leg, call)
}

/** Lets the viewer's phone go that was parked for the shift. */
export async function unpark(app: App, viewer: Viewer): Promise<void> {
  const { parked } = await agentLine(app.db, viewer.agentId)
  const extension = await extensionOf(app.db, viewer.agentId)
  if (parked && extension) await app.channels.open(extension.channelId)?.voice?.hangUp(parked)
}

/** Is this the name of a leg that stays up all shift? */
export function isParked(leg: string): boolean {
  return shape.test(leg)
}

/** Whose parked leg this is, by its name. */
export function parkedBy(leg: string): number {
  return Number(shape.exec(leg)?.[1])
}
