/** WCAG contrast of a colour (`#rrggbb`) with white and with black: 1 to 21. */
export function contrastsOf(colour: string): { white: number; black: number } {
  const light = luminance(colour)
  return { white: 1.05 / (light + 0.05), black: (light + 0.05) / 0.05 }
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(parseInt(colour.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function linear(share: number): number {
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
