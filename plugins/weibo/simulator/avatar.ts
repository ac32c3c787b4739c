import sharp from 'sharp'

const colours = ['#e8a598', '#9bb8a3', '#a3a9c9', '#d9bf8c']

/** A picture for somebody without one: a plain square in a colour of theirs. */
export async function avatarOf(uid: string): Promise<Buffer> {
  const background = colours[Number(BigInt(uid) % BigInt(colours.length))] ?? '#cccccc'
  return sharp({ create: { width: 180, height: 180, channels: 3, background } })
    .png()
    .toBuffer()
}
