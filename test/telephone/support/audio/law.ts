/** G.711 µ-law, as Asterisk calls it `ulaw`: RTP payload type 0, a byte for each sample. */
export function encode(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, compress)
}

export function decode(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, expand)
}

const bias = 0x84

function compress(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const size = Math.min(Math.abs(sample), 32_635) + bias
  const exponent = Math.floor(Math.log2(size)) - 7
  return ~(sign | (exponent << 4) | ((size >> (exponent + 3)) & 0x0f)) & 0xff
}

function expand(byte: number): number {
  const bits = ~byte & 0xff
  const size = (((bits & 0x0f) << 3) + bias) << ((bits >> 4) & 7)
  return bits & 0x80 ? bias - size : size - bias
}
