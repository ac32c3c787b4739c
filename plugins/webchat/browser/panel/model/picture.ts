/** What to do with a picture before it is uploaded: leave it, or draw it anew within 2048 px. */
export type Plan =
  { keep: true } | { keep: false; width: number; height: number; type: 'image/jpeg' | 'image/png' }

const LONGEST = 2048
const SMALL = 400_000

/** Only what browsers draw faithfully is drawn anew: a GIF would lose its movement, HEIC does not decode everywhere. */
export function planPicture(file: { type: string; size: number }, width: number, height: number): Plan {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || !width || !height) return { keep: true }
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  if (scale === 1 && file.size <= SMALL) return { keep: true }
  if (scale === 1 && file.type !== 'image/jpeg') return { keep: true }
  return {
    keep: false,
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    type: file.type === 'image/png' ? 'image/png' : 'image/jpeg',
  }
}
