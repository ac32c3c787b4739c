let sounding: { audio: HTMLAudioElement; end: () => void } | undefined

/** Plays a sound, and nothing else any more. Resolves when it has ended, failed, or gave way to another. */
export function play(src: string, { loop = false }: { loop?: boolean } = {}): Promise<void> {
  hush()
  const audio = new Audio(src)
  audio.loop = loop
  return new Promise((resolve) => {
    const end = () => {
      audio.pause()
      if (sounding?.audio === audio) sounding = undefined
      resolve()
    }
    sounding = { audio, end }
    audio.addEventListener('ended', end)
    audio.addEventListener('error', end)
    audio.play().catch(end)
  })
}

/** Ends whatever sounds. */
export function hush(): void {
  sounding?.end()
}
