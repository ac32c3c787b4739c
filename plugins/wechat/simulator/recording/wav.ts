export type Wav = { samples: Float32Array; rate: number }

/** Reads a WAV of 16 bits and at least 8 kHz, the first of its tracks alone; undefined where it is none. */
export function readWav(data: Buffer): Wav | undefined {
  if (data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WAVE') return undefined
  const chunks = chunksOf(data)
  const format = chunks.get('fmt ')
  const sound = chunks.get('data')
  if (!format || !sound || format.length < 16) return undefined
  const [tracks, rate, bits] = [format.readUInt16LE(2), format.readUInt32LE(4), format.readUInt16LE(14)]
  if (tracks < 1 || rate < 8000 || bits !== 16) return undefined
  const step = tracks * 2
  const samples = Float32Array.from(
    { length: Math.floor(sound.length / step) },
    (_, index) => sound.readInt16LE(index * step) / 32768,
  )
  return { samples, rate }
}

function chunksOf(data: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at + 8 <= data.length;) {
    const size = data.readUInt32LE(at + 4)
    chunks.set(data.toString('latin1', at, at + 4), data.subarray(at + 8, at + 8 + size))
    at += 8 + size + (size % 2)
  }
  return chunks
}

/** Writes one track of 16 bits. */
export function writeWav(samples: Float32Array, rate: number): Buffer {
  const head = Buffer.alloc(44)
  const size = samples.length * 2
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + size, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(size, 40)
  const words = Int16Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample)) * 32767)
  return Buffer.concat([head, Buffer.from(words.buffer)])
}
