/** Measures how loud a stream is. */
export type Meter = {
  /** 0 to 1, a quiet voice being about a quarter. */
  level: () => number
  stop: () => void
}

/** Begins to measure; the stream itself is left as it is. */
export function measure(stream: MediaStream): Meter {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const wave = new Float32Array(analyser.fftSize)
  return {
    level() {
      analyser.getFloatTimeDomainData(wave)
      const power = wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length
      return Math.min(1, Math.sqrt(power) * 4)
    },
    stop: () => void context.close(),
  }
}
