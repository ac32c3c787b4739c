import type { Sharp } from 'sharp'
import { refused } from './sniff.ts'

/** An image as we drew it: nothing of the file that came is in it but its pixels. */
export type Drawn = { data: Buffer; thumbnail: Buffer; width: number; height: number }

type Encoder = (image: Sharp) => Sharp

const mostPixels = 50_000_000 // the largest camera of today's phones has 48 million
const longestSide = 4096
const thumbnailSide = 320
const encoders: Record<string, Encoder> = {
  'image/jpeg': (image) => image.flatten({ background: '#fff' }).jpeg({ quality: 86 }),
  'image/png': (image) => image.png(),
  'image/webp': (image) => image.webp({ quality: 86 }),
  'image/gif': (image) => image.gif(),
}

/**
 * Draws an image anew: turned the right way up, without EXIF, GPS or anything appended, at most 4096 pixels a side.
 * An animation stays one while all its frames together keep within the pixel limit. The thumbnail has the same type.
 */
export async function redraw(data: Buffer, mime: string): Promise<Drawn> {
  const sharp = await load()
  const encode = encoders[mime]
  if (!encode) throw new Error(`No encoder for ${mime}`)
  const { width, height, pages = 1 } = await sharp(data, { limitInputPixels: false }).metadata()
  if (width * height > mostPixels) throw refused('tooManyPixels')
  const animated = pages > 1 && width * height * pages <= mostPixels
  const source = sharp(data, { animated, limitInputPixels: mostPixels, failOn: 'error' })
  const drawn = await encode(fit(animated ? source : source.autoOrient(), longestSide)).toBuffer({
    resolveWithObject: true,
  })
  return {
    data: drawn.data,
    thumbnail: await encode(fit(sharp(drawn.data), thumbnailSide)).toBuffer(),
    width: drawn.info.width,
    height: drawn.info.pageHeight ?? drawn.info.height,
  }
}

/**
 * The picture in the first of these types in which it has at most `bytes`, as large as that allows; an animation keeps
 * its first frame. Undefined where it stays too large at 320 pixels a side, or no type is one that we write.
 */
export async function shrink(
  data: Buffer,
  { types, bytes }: { types: string[]; bytes: number },
): Promise<{ mime: string; data: Buffer } | undefined> {
  const sharp = await load()
  const known = types.flatMap((mime) => (encoders[mime] ? { mime, encode: encoders[mime] } : []))
  for (const side of [longestSide, 2560, 1600, 1080, 720, thumbnailSide]) {
    for (const { mime, encode } of known) {
      const made = await encode(fit(sharp(data), side)).toBuffer()
      if (made.length <= bytes) return { mime, data: made }
    }
  }
  return undefined
}

function fit(image: Sharp, side: number): Sharp {
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
}

/** Loaded with the first image: it is the largest library we have, and a start should not wait for it. */
async function load() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}
