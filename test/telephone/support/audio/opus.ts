import { createDecoder } from 'libopus-wasm'
import { rate } from './tones.ts'

/** The samples of an Ogg Opus file of one voice. */
export async function samplesOfOgg(file: Buffer): Promise<Int16Array> {
  const [, , ...sound] = packetsOf(file)
  const decoder = await createDecoder({ sampleRate: rate, channels: 1 })
  return Int16Array.from(sound.flatMap((packet) => [...decoder.decodeFloat(packet)].map(wide)))
}

const wide = (sample: number) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)

/** Pages tell the lengths of what they hold in pieces; one shorter than 255 is a packet's last. */
function packetsOf(file: Buffer): Buffer[] {
  const packets: Buffer[] = []
  for (let page = 0; page < file.length;) {
    const lengths = file.subarray(page + 27, page + 27 + file.readUInt8(page + 26))
    let from = page + 27 + lengths.length
    let to = from
    for (const length of lengths) {
      to += length
      if (length === 255) continue
      packets.push(file.subarray(from, to))
      from = to
    }
    page = to
  }
  return packets
}
