import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'

/** One entry: the first seven digits of a number and where its record stands, both 32 bits, and the kind of card. */
const entrySize = 9
const longestRecord = 200

/** Where a mobile number comes from; '' where that is not known. `area` is a code (`0755`). */
export type Origin = { province: string; city: string; area: string }

const nowhere: Origin = { province: '', city: '', area: '' }

/** The area code (`0755`) of a Chinese mobile number, '' where it is not known: see `originOfMobile`. */
export async function areaOfMobile(data: string, number: string): Promise<string> {
  return (await originOfMobile(data, number)).area
}

/**
 * Where a Chinese mobile number comes from by the table of prefixes that the clinic put into its data folder as phone.dat;
 * nowhere without it, for a prefix that is not in it, or where the file is damaged. Opened anew each time: a newer table
 * counts at once.
 */
export async function originOfMobile(data: string, number: string): Promise<Origin> {
  const prefix = /^\+86(1\d{6})\d{4}$/.exec(number)?.[1]
  const file = prefix && (await open(join(data, 'phone.dat')).catch(() => undefined))
  if (!file) return nowhere
  try {
    return await look(file, Number(prefix))
  } finally {
    await file.close()
  }
}

async function look(file: FileHandle, prefix: number): Promise<Origin> {
  const { size } = await file.stat()
  const first = (await bytes(file, 4, 4)).readUInt32LE()
  let [low, high] = [0, Math.floor((size - first) / entrySize) - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const entry = await bytes(file, first + middle * entrySize, entrySize)
    const found = entry.readUInt32LE()
    if (found === prefix) return originAt(file, entry.readUInt32LE(4))
    if (found < prefix) low = middle + 1
    else high = middle - 1
  }
  return nowhere
}

/** `省|市|邮编|区号`, ended by a zero. */
async function originAt(file: FileHandle, offset: number): Promise<Origin> {
  const [record = ''] = (await bytes(file, offset, longestRecord)).toString('utf8').split('\0')
  const [province = '', city = '', , area = ''] = record.split('|')
  return /^0\d{2,3}$/.test(area) ? { province, city, area } : nowhere
}

/** Zeros where the file ends. */
async function bytes(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  await file.read({ buffer, position })
  return buffer
}
