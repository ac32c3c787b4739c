import { deviceFor } from './devices.ts'
import type { Trouble } from './types.ts'

/** There is no microphone to speak into; `why` has a text on the page that says how to mend it. */
export class MicrophoneTrouble extends Error {
  readonly why: Trouble

  constructor(why: Trouble) {
    super(why)
    this.why = why
  }
}

const troubles: Record<string, Trouble> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** The chosen microphone, or the usual one where that is not plugged in. Rejects with a `MicrophoneTrouble`. */
export async function openMicrophone(): Promise<MediaStream> {
  const deviceId = await deviceFor('microphone')
  try {
    return await listen(deviceId ? { exact: deviceId } : undefined)
  } catch (error) {
    const isGone = error instanceof DOMException && error.name === 'OverconstrainedError'
    if (!isGone) throw troubleOf(error)
    return listen().catch((other: unknown) => Promise.reject(troubleOf(other)))
  }
}

/** Lets go of a microphone: its light goes out. */
export function closeStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** What is in the way before anybody has tried, and again whenever that changes. */
export function watchMicrophone(hear: (trouble: Trouble | undefined) => void): void {
  const look = async () => hear(await troubleAhead())
  navigator.mediaDevices.addEventListener('devicechange', () => void look())
  void permission().then((status) => status?.addEventListener('change', () => void look()))
  void look()
}

async function troubleAhead(): Promise<Trouble | undefined> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  if (!devices.some(({ kind }) => kind === 'audioinput')) return 'missing'
  const state = (await permission())?.state
  if (state === 'denied') return 'denied'
  return state === 'prompt' ? 'unasked' : undefined
}

/** Undefined where the browser does not tell. */
async function permission(): Promise<PermissionStatus | undefined> {
  const name = 'microphone' as PermissionName
  return navigator.permissions?.query({ name }).catch(() => undefined)
}

function listen(deviceId?: ConstrainDOMString): Promise<MediaStream> {
  const audio = { deviceId, echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  return navigator.mediaDevices.getUserMedia({ audio })
}

function troubleOf(error: unknown): MicrophoneTrouble {
  return new MicrophoneTrouble((error instanceof DOMException && troubles[error.name]) || 'failed')
}
