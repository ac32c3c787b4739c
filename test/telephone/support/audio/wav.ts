import { rate } from './tones.ts'

/** A WAV file of samples: 8 kHz, mono, 16 bits. */
export function wav(samples: Int16Array): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples.byteLength, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.byteLength, 40)
  return Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)])
}

/** The samples of such a file. */
export function samplesOf(file: Buffer): Int16Array {
  const body = file.subarray(44, file.length - (file.length % 2))
  return new Int16Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.length))
}
