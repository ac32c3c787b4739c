import type { Fit } from 'qiantai/plugin'

const mebibyte = 1024 * 1024

/** What the platform takes. Its pages name 10 MB and 2 MB for a picture: 2 MB are safe. */
export const fits = {
  image: { types: ['image/jpeg', 'image/png', 'image/gif'], bytes: 2 * mebibyte },
  voice: { types: ['audio/amr', 'audio/mpeg'], bytes: 2 * mebibyte, seconds: 60 },
  video: { types: ['video/mp4'], bytes: 10 * mebibyte },
  thumb: { types: ['image/jpeg'], bytes: 64 * 1024 },
} satisfies Record<string, Fit>

/** 微信客服 plays no MP3, and shows no GIF. */
export const kefuFits = {
  ...fits,
  image: { ...fits.image, types: ['image/jpeg', 'image/png'] },
  voice: { ...fits.voice, types: ['audio/amr'] },
} satisfies Record<string, Fit>

/** A file as it is. */
export function anyFile(mime: string): Fit {
  return { types: [mime], bytes: 20 * mebibyte }
}
