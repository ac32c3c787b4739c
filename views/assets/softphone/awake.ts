let kept: WakeLockSentinel | undefined
let wanted = false

/** Keeps the screen on while somebody talks: a laptop that falls asleep ends the call. */
export function stayAwake(on: boolean): void {
  if (wanted === on) return
  wanted = on
  if (on) void keep()
  else void kept?.release().catch(() => {})
}

/** Browsers let go of it with the tab out of sight. */
document.addEventListener('visibilitychange', () => wanted && void keep())

async function keep() {
  if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
  kept = await navigator.wakeLock.request('screen').catch(() => undefined)
}
