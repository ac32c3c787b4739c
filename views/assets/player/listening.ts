/**
 * Adds up how much of a recording was really played, whatever was skipped, and tells the house every ten seconds and at
 * the end.
 */
export function tellListening(audio: HTMLAudioElement, url: string): void {
  let heard = 0
  let told = 0
  let last: number | undefined
  audio.addEventListener('timeupdate', () => {
    const step = last === undefined ? 0 : audio.currentTime - last
    last = audio.currentTime
    if (step > 0 && step < 2 * audio.playbackRate) heard += step
    if (heard - told >= 10) tell()
  })
  audio.addEventListener('play', () => (last = audio.currentTime))
  audio.addEventListener('seeking', () => (last = undefined))
  for (const event of ['pause', 'ended']) audio.addEventListener(event, tell)

  function tell() {
    if (Math.floor(heard) <= told) return
    told = Math.floor(heard)
    const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? ''
    const headers = { 'content-type': 'application/json', 'x-csrf-token': token }
    void fetch(url, { method: 'POST', headers, body: JSON.stringify({ seconds: told }), keepalive: true })
  }
}
