let context: AudioContext | undefined

/** Browsers let a page sound only after a touch. */
export function readySound(): void {
  const wake = () => {
    context ??= typeof AudioContext === 'undefined' ? undefined : new AudioContext()
    context?.resume().catch(() => {})
  }
  addEventListener('pointerdown', wake, { once: true })
  addEventListener('keydown', wake, { once: true })
}

/** Two soft tones. */
export function chime(): void {
  if (!context || context.state !== 'running') return
  const now = context.currentTime
  tone(context, 659, now)
  tone(context, 880, now + 0.11)
}

function tone(audio: AudioContext, pitch: number, at: number) {
  const source = audio.createOscillator()
  const volume = audio.createGain()
  source.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.07, at + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.4)
  source.connect(volume).connect(audio.destination)
  source.start(at)
  source.stop(at + 0.42)
}
