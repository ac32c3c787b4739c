/** Sound of one channel; samples between -1 and 1, `rate` of them a second. */
export type Sound = { samples: Float32Array; rate: number }

const headerSize = 44

/** A WAV file of 16 bits and one channel. */
export function writeWav({ samples, rate }: Sound): Buffer {
  const data = Buffer.alloc(headerSize + samples.length * 2)
  data.write('RIFF', 0)
  data.writeUInt32LE(data.length - 8, 4)
  data.write('WAVEfmt ', 8)
  data.writeUInt32LE(16, 16)
  data.writeUInt16LE(1, 20) // PCM
  data.writeUInt16LE(1, 22)
  data.writeUInt32LE(rate, 24)
  data.writeUInt32LE(rate * 2, 28)
  data.writeUInt16LE(2, 32)
  data.writeUInt16LE(16, 34)
  data.write('data', 36)
  data.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, index) => data.writeInt16LE(toInt16(sample), headerSize + index * 2))
  return data
}

/** The sound of a WAV file of 16 bits, its channels mixed into one; undefined where it is anything else. */
export function readWav(data: Buffer): Sound | undefined {
  const format = chunkOf(data, 'fmt ')
  const body = chunkOf(data, 'data')
  if (!format || format.length < 16 || !body) return undefined
  const [kind, channels, bits] = [format.readUInt16LE(0), format.readUInt16LE(2), format.readUInt16LE(14)]
  const rate = format.readUInt32LE(4)
  if (![1, 0xfffe].includes(kind) || channels === 0 || bits !== 16 || rate < 8000) return undefined
  const samples = new Float32Array(Math.floor(body.length / (2 * channels)))
  for (const index of samples.keys()) {
    for (let channel = 0; channel < channels; channel++)
      samples[index] =
        (samples[index] ?? 0) + body.readInt16LE((index * channels + channel) * 2) / 32768 / channels
  }
  return { samples, rate }
}

/** The same sound with 8,000 samples a second: each is the mean of those that it stands for, so that nothing whistles. */
export function toTelephone({ samples, rate }: Sound): Float32Array {
  const ratio = rate / 8000
  if (ratio === 1) return samples
  return Float32Array.from({ length: Math.floor(samples.length / ratio) }, (_, index) =>
    mean(samples.subarray(Math.floor(index * ratio), Math.floor((index + 1) * ratio))),
  )
}

/** The bytes of the first chunk with this name, as far as they are there. */
function chunkOf(data: Buffer, name: string): Buffer | undefined {
  if (data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WAVE') return undefined
  for (let at = 12; at + 8 <= data.length;) {
    const size = data.readUInt32LE(at + 4)
    if (data.toString('latin1', at, at + 4) === name) return data.subarray(at + 8, at + 8 + size)
    at += 8 + size + (size % 2)
  }
  return undefined
}

function toInt16(sample: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(sample * 32767)))
}

function mean(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / Math.max(samples.length, 1)
}
