import { deviceFor, type Use } from './devices.ts'

/**
 * Where the far end is heard. The element is in no page: what is in one falls silent for a moment when Turbo puts the
 * next page in its place.
 */
const element = new Audio()
element.autoplay = true

/** Plays a stream at the chosen speaker; without one, nothing any more. */
export function hear(stream: MediaStream | null): void {
  element.srcObject = stream
  void changeSpeaker()
  if (stream) void element.play().catch(() => {})
}

/** Goes on at the speaker that is now chosen; a browser that cannot choose keeps its own. */
export async function changeSpeaker(): Promise<void> {
  await pointAt(element, 'speaker')
}

/** Points an element or audio context at the output that was chosen; one that is gone leaves the usual one. */
export async function pointAt(target: object, use: Use): Promise<void> {
  if (!('setSinkId' in target) || typeof target.setSinkId !== 'function') return
  await Promise.resolve(target.setSinkId((await deviceFor(use)) ?? '')).catch(() => {})
}
