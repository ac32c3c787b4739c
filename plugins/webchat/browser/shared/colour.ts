/** The clinic's colour, made safe to read. Both are `#rrggbb`. */
export type Tint = {
  /** Surfaces in the clinic's colour: buttons, the visitor's own bubbles. */
  solid: string
  /** Text on `solid`, at least 4.5:1. */
  onSolid: string
}

type Rgb = [number, number, number]

const FALLBACK: Rgb = [0x8a, 0x5a, 0x5f]
const WHITE: Rgb = [255, 255, 255]
const INK: Rgb = [0x1f, 0x1a, 0x18]
const DARK_GROUND: Rgb = [0x2b, 0x29, 0x28]

/** Derives the tint from any `#rgb` or `#rrggbb`; what is neither counts as the house colour. */
export function tintOf(accent: string): Tint {
  const colour = parse(accent) ?? FALLBACK
  const light = contrast(colour, WHITE) < 2.2
  const onSolid = light ? INK : WHITE
  const solid = towards(colour, light ? WHITE : [0, 0, 0], (tried) => contrast(tried, onSolid) >= 4.5)
  return { solid: hex(solid), onSolid: hex(onSolid) }
}

/** The clinic's colour for links and icons on the panel's own ground, at least 4.5:1. */
export function inkOf(accent: string, dark: boolean): string {
  const ground = dark ? DARK_GROUND : WHITE
  const end: Rgb = dark ? WHITE : [0, 0, 0]
  return hex(towards(parse(accent) ?? FALLBACK, end, (tried) => contrast(tried, ground) >= 4.8))
}

/** WCAG contrast of two `#rrggbb`. */
export function contrastOf(a: string, b: string): number {
  return contrast(parse(a) ?? FALLBACK, parse(b) ?? FALLBACK)
}

function towards(colour: Rgb, end: Rgb, enough: (tried: Rgb) => boolean): Rgb {
  for (let step = 0; step < 20; step++) {
    const tried = colour.map((part, i) => Math.round(part + ((end[i]! - part) * step) / 20)) as Rgb
    if (enough(tried)) return tried
  }
  return end
}

function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function parse(text: string): Rgb | undefined {
  const long = text.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
  if (!/^#[0-9a-f]{6}$/i.test(long)) return undefined
  return [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16)) as Rgb
}

function hex(colour: Rgb): string {
  return '#' + colour.map((part) => (part + 256).toString(16).slice(1)).join('')
}
