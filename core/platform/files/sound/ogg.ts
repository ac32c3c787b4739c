/** Opus in Ogg counts 48,000 samples a second whatever was recorded (RFC 7845 §4). */
const ticksPerSample = 6
const packetTicks = 480 * ticksPerSample
const mostSegments = 255
const serial = 1

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index << 24
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x80000000 ? 0x04c11db7 : 0)
  return crc >>> 0
})

/**
 * An Ogg file (RFC 3533, RFC 7845) of Opus packets of 60 ms of one channel at 8 kHz. `samples` is how many of them are
 * sound, the rest of the last packet is not played; `lookahead` how many the encoder was behind.
 */
export function oggOf(
  packets: Uint8Array[],
  { samples, lookahead }: { samples: number; lookahead: number },
): Buffer {
  const skip = lookahead * ticksPerSample
  const end = samples * ticksPerSample + skip
  const pages = [page(0, 0, 2, [headOf(skip)]), page(1, 0, 0, [tags()])]
  const groups = grouped(packets)
  let ticks = 0
  groups.forEach((group, index) => {
    ticks += group.length * packetTicks
    const isLast = index === groups.length - 1
    pages.push(page(index + 2, isLast ? Math.min(ticks, end) : ticks, isLast ? 4 : 0, group))
  })
  return Buffer.concat(pages)
}

function headOf(skip: number): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead')
  head.writeUInt8(1, 8) // version
  head.writeUInt8(1, 9) // channels
  head.writeUInt16LE(skip, 10)
  head.writeUInt32LE(8000, 12)
  return head
}

function tags(): Buffer {
  const vendor = Buffer.from('qiantai')
  const data = Buffer.alloc(16 + vendor.length)
  data.write('OpusTags')
  data.writeUInt32LE(vendor.length, 8)
  vendor.copy(data, 12)
  return data
}

/** As many packets as the table of segments of one page can name. */
function grouped(packets: Uint8Array[]): Uint8Array[][] {
  const groups: Uint8Array[][] = []
  let room = 0
  for (const packet of packets) {
    const needs = Math.floor(packet.length / 255) + 1
    if (needs > room) {
      groups.push([])
      room = mostSegments
    }
    groups.at(-1)?.push(packet)
    room -= needs
  }
  return groups
}

/** `flags`: 2 begins the stream, 4 ends it. */
function page(number: number, ticks: number, flags: number, packets: Uint8Array[]): Buffer {
  const segments = packets.flatMap(({ length }) => [
    ...Array(Math.floor(length / 255)).fill(255),
    length % 255,
  ])
  const head = Buffer.alloc(27 + segments.length)
  head.write('OggS')
  head.writeUInt8(flags, 5)
  head.writeBigUInt64LE(BigInt(ticks), 6)
  head.writeUInt32LE(serial, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(segments.length, 26)
  head.set(segments, 27)
  const data = Buffer.concat([head, ...packets])
  data.writeUInt32LE(crcOf(data), 22)
  return data
}

function crcOf(data: Buffer): number {
  return data.reduce((crc, byte) => ((crc << 8) ^ (crcTable[(crc >>> 24) ^ byte] ?? 0)) >>> 0, 0)
}
