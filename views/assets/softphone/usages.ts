/** The parts of WebHID that headsets need; TypeScript knows none of it. */
export type Item = {
  usages?: number[]
  usageMinimum?: number
  usageMaximum?: number
  isRange?: boolean
  reportSize?: number
  reportCount?: number
}
export type Report = { reportId?: number; items?: Item[] }
export type Collection = {
  usagePage?: number
  inputReports?: Report[]
  outputReports?: Report[]
  children?: Collection[]
}

/** Where one bit of a device is: its report, and the place in it. */
export type Bit = { report: number; bit: number; bits: number }

const page = (number: number, usage: number) => number * 0x10000 + usage

/** Usages of the telephony page (0x0B) and the lights (0x08), as the USB tables name them. */
export const usages = {
  hook: page(0x0b, 0x20),
  mute: page(0x0b, 0x2f),
  offHookLight: page(0x08, 0x17),
  ringLight: page(0x08, 0x18),
  muteLight: page(0x08, 0x09),
} as const

/** Where a usage is among the reports that a device sends, or takes; undefined where it has none such. */
export function findBit(
  collections: Collection[],
  of: 'inputReports' | 'outputReports',
  usage: number,
): Bit | undefined {
  for (const collection of collections) {
    for (const report of collection[of] ?? []) {
      const found = bitIn(report, usage)
      if (found) return found
    }
    const deeper = findBit(collection.children ?? [], of, usage)
    if (deeper) return deeper
  }
  return undefined
}

/** Is this bit set in what a device sent? */
export function isSet(data: DataView, { bit }: Bit): boolean {
  const byte = bit >> 3
  return byte < data.byteLength && ((data.getUint8(byte) >> (bit & 7)) & 1) === 1
}

function bitIn({ reportId = 0, items = [] }: Report, usage: number): Bit | undefined {
  const bits = items.reduce((sum, item) => sum + widthOf(item), 0)
  let before = 0
  for (const item of items) {
    const index = placeOf(item, usage)
    if (index >= 0) return { report: reportId, bit: before + index * (item.reportSize ?? 1), bits }
    before += widthOf(item)
  }
  return undefined
}

function placeOf(
  { usages: known = [], isRange, usageMinimum = 0, usageMaximum = -1 }: Item,
  usage: number,
): number {
  if (!isRange) return known.indexOf(usage)
  return usage >= usageMinimum && usage <= usageMaximum ? usage - usageMinimum : -1
}

function widthOf({ reportSize = 0, reportCount = 0 }: Item): number {
  return reportSize * reportCount
}
