/** How loud a sound is in each of `count` equal stretches, 0 to 255: what a waveform draws. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const length = samples.length / count
  return Array.from({ length: count }, (_, index) => {
    const stretch = samples.subarray(Math.floor(index * length), Math.ceil((index + 1) * length))
    return Math.round(255 * Math.min(1, loudest(stretch)))
  })
}

function loudest(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
}
