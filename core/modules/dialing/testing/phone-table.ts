const header = 8

/** A table of prefixes as phone.dat holds it: seven digits → `省|市|邮编|区号`. */
export function phoneTable(records: Record<number, string>): Buffer {
  const sorted = Object.entries(records).toSorted(([one], [other]) => Number(one) - Number(other))
  const texts = sorted.map(([, record]) => Buffer.from(`${record}\0`))
  const entries = sorted.map(([prefix], at) => {
    const entry = Buffer.alloc(9)
    entry.writeInt32LE(Number(prefix))
    entry.writeInt32LE(header + lengthOf(texts.slice(0, at)), 4)
    entry.writeUInt8(1, 8)
    return entry
  })
  const head = Buffer.alloc(header)
  head.write('2302')
  head.writeUInt32LE(header + lengthOf(texts), 4)
  return Buffer.concat([head, ...texts, ...entries])
}

function lengthOf(buffers: Buffer[]): number {
  return buffers.reduce((sum, { length }) => sum + length, 0)
}
