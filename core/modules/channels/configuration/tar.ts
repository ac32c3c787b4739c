import type { ConfigurationFile } from '../../../plugin/index.ts'

const block = 512

/** The files as one archive (ustar), each to be read by its owner and their group alone. */
export function tarOf(files: ConfigurationFile[], at: Date): Buffer {
  const entries = files.flatMap(({ name, text }) => {
    const body = Buffer.from(text)
    return [headOf(name, body.length, at), body, Buffer.alloc(-body.length & (block - 1))]
  })
  return Buffer.concat([...entries, Buffer.alloc(2 * block)])
}

function headOf(name: string, size: number, at: Date): Buffer {
  const head = Buffer.alloc(block)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
  head.write(name, 0, 100)
  head.write(octal(0o640, 7), 100)
  head.write(octal(0, 7), 108)
  head.write(octal(0, 7), 116)
  head.write(octal(size, 11), 124)
  head.write(octal(Math.floor(at.getTime() / 1000), 11), 136)
  head.write(' '.repeat(8), 148)
  head.write('0', 156)
  head.write('ustar\0', 257)
  head.write('00', 263)
  head.write(`${octal(sum(head), 6)}\0 `, 148)
  return head
}

function sum(bytes: Buffer): number {
  return bytes.reduce((total, byte) => total + byte, 0)
}
