const height = 32
const svg = 'http://www.w3.org/2000/svg'

/** The outline of a waveform in a box of `peaks.length` by 32: one bar for each peak (0 to 255), a line where it is silent. */
export function barsOf(peaks: number[]): string {
  return peaks
    .map((peak, index) => {
      const half = Math.max(0.5, ((peak / 255) * height) / 2)
      return `M${index + 0.5} ${(height / 2 - half).toFixed(1)}v${(half * 2).toFixed(1)}`
    })
    .join('')
}

/** The waveform twice, one over the other: what was played already is shown by how far the upper one reaches. */
export function drawWave(box: Element, peaks: number[]): void {
  const path = barsOf(peaks)
  const layers = ['player-rest', 'player-done'].map((name) => {
    const layer = document.createElementNS(svg, 'svg')
    layer.setAttribute('class', name)
    layer.setAttribute('viewBox', `0 0 ${peaks.length} ${height}`)
    layer.setAttribute('preserveAspectRatio', 'none')
    const bars = document.createElementNS(svg, 'path')
    bars.setAttribute('d', path)
    layer.append(bars)
    return layer
  })
  box.replaceChildren(...layers)
}
