import type { App } from '../../../module.ts'
import { lineOfParked } from '../store/agent-lines.ts'
import { findCall, uidOfLeg } from '../store/calls.ts'
import { uidOf } from '../uid.ts'

/** Legs that the exchange has named, by the account and their name, and the calls that they are in. */
const known = new WeakMap<object, Map<string, string>>()

/** From now on this leg of the exchange's own belongs to that call. */
export function ownLeg(app: App, channelId: number, leg: string, uid: string): void {
  legsOf(app).set(keyOf(channelId, leg), uid)
}

/** The leg is gone. */
export function disownLeg(app: App, channelId: number, leg: string): void {
  legsOf(app).delete(keyOf(channelId, leg))
}

/** The uid of the call that a leg, a playback or a recording belongs to; undefined where it is none of ours. */
export async function ownerOf(app: App, channelId: number, id: string): Promise<string | undefined> {
  return uidOf(id) ?? legsOf(app).get(keyOf(channelId, id)) ?? (await storedOwner(app, channelId, id))
}

async function storedOwner(app: App, channelId: number, id: string): Promise<string | undefined> {
  const parked = await lineOfParked(app.db, id)
  if (!parked) return uidOfLeg(app.db, channelId, id)
  const call = parked.callId === null ? undefined : await findCall(app.db, parked.callId)
  return call?.uid
}

function legsOf({ jobs }: App): Map<string, string> {
  const legs = known.get(jobs) ?? new Map<string, string>()
  known.set(jobs, legs)
  return legs
}

function keyOf(channelId: number, leg: string): string {
  return `${channelId} ${leg}`
}
