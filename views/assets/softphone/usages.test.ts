import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Collection, findBit, isSet, usages } from './usages.ts'

/** As a common USB headset describes itself: keys and lights of one bit each, some of them in a collection inside. */
const headset: Collection[] = [
  {
    inputReports: [
      {
        reportId: 8,
        items: [
          { usages: [usages.hook, usages.mute], reportSize: 1, reportCount: 2 },
          { isRange: true, usageMinimum: 0xb0000b0, usageMaximum: 0xb0000bb, reportSize: 4, reportCount: 1 },
        ],
      },
    ],
    children: [
      {
        outputReports: [
          {
            reportId: 9,
            items: [
              { usages: [], reportSize: 1, reportCount: 6 },
              { usages: [usages.offHookLight], reportSize: 1, reportCount: 1 },
              { usages: [0x80001, 0x80002, usages.muteLight], reportSize: 1, reportCount: 3 },
            ],
          },
        ],
      },
    ],
  },
]

describe('The keys and lights of a headset', () => {
  it('are found by what they are for, wherever they are', () => {
    assert.deepEqual(findBit(headset, 'inputReports', usages.mute), { report: 8, bit: 1, bits: 6 })
    assert.deepEqual(findBit(headset, 'outputReports', usages.offHookLight), { report: 9, bit: 6, bits: 10 })
    assert.deepEqual(findBit(headset, 'outputReports', usages.muteLight), { report: 9, bit: 9, bits: 10 })
  })

  it('are missing where a device has none', () => {
    assert.equal(findBit(headset, 'outputReports', usages.ringLight), undefined)
    assert.equal(findBit(headset, 'inputReports', usages.muteLight), undefined)
  })

  it('are read from what the device sends, which may be short', () => {
    const sent = new DataView(new Uint8Array([0b0100_0010]).buffer)
    const at = (bit: number) => isSet(sent, { report: 8, bit, bits: 16 })
    assert.deepEqual([at(0), at(1), at(6), at(9)], [false, true, true, false])
  })
})
