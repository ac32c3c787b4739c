import type { Conversation } from './types.ts'

type Keys = { hangUp: () => void; mute: () => void }

/** What the keys of a headset do during a call, where the browser hears them; nothing outside of one. */
export function useMediaKeys(call: Conversation | undefined, keys: Keys): void {
  on('hangup', call && keys.hangUp)
  on('togglemicrophone', call && keys.mute)
  const session: { setMicrophoneActive?: (active: boolean) => unknown } | undefined = navigator.mediaSession
  if (call) session?.setMicrophoneActive?.(!call.muted)
}

/** Throws where a browser does not know the key. */
function on(key: string, run: (() => void) | undefined) {
  try {
    navigator.mediaSession?.setActionHandler(key as MediaSessionAction, run ?? null)
  } catch {
    // It has no such key then.
  }
}
