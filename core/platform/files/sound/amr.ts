const header = Buffer.from('#!AMR\n')
/** Bytes of a frame's speech after its head, by type (RFC 4867 §5.3); 15 is silence. Others belong to other codecs. */
const sizes: Record<number, number> = { 0: 12, 1: 13, 2: 15, 3: 17, 4: 19, 5: 20, 6: 26, 7: 31, 8: 5, 15: 0 }
const framesPerSecond = 50
const mostFrames = 10 * 60 * framesPerSecond

/**
 * How long this AMR (narrow band, one channel) sounds, in seconds, or undefined where it is another format, damaged, or
 * longer than ten minutes. Every frame is looked at: what is measured can be decoded.
 */
export function amrSeconds(data: Buffer): number | undefined {
  if (!data.subarray(0, header.length).equals(header)) return undefined
  let frames = 0
  for (let at = header.length; at < data.length; frames++) {
    const head = data.readUInt8(at)
    const size = sizes[(head >> 3) & 15]
    const isFrame = size !== undefined && (head & 0x83) === 0 && at + 1 + size <= data.length
    if (!isFrame || frames === mostFrames) return undefined
    at += 1 + size
  }
  return frames === 0 ? undefined : frames / framesPerSecond
}
