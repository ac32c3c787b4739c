import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileTypeFromBuffer } from 'file-type'
import { createDecoder } from 'libopus-wasm'
import { asKept } from './index.ts'
import { writeWav } from './wav.ts'

const rate = 8000
/** Silence, then a tone of 440 Hz. */
const sung = Float32Array.from({ length: 4 * rate }, (_, at) =>
  at < 2 * rate ? 0 : Math.sin((at * 440 * 2 * Math.PI) / rate) / 2,
)

/** The packets of an Ogg file of one stream, by the lengths in its pages. */
function packetsOf(ogg: Buffer): Uint8Array[] {
  const packets: Uint8Array[] = []
  for (let page = 0; page < ogg.length;) {
    assert.equal(ogg.toString('latin1', page, page + 4), 'OggS')
    const lengths = ogg.subarray(page + 27, page + 27 + ogg.readUInt8(page + 26))
    let at = page + 27 + lengths.length
    let from = at
    for (const length of lengths) {
      at += length
      if (length < 255) {
        packets.push(ogg.subarray(from, at))
        from = at
      }
    }
    page = at
  }
  return packets
}

describe('A call that is kept', () => {
  it('is small, and sounds as it did', async () => {
    const kept = await asKept(writeWav({ samples: sung, rate }), 4)
    assert.ok(kept)
    assert.equal((await fileTypeFromBuffer(kept.data))?.mime, 'audio/ogg; codecs=opus')
    assert.ok(kept.data.length < 14_000, `${kept.data.length} bytes`)
    assert.equal(kept.ms, 4000)
    const [head, , ...packets] = packetsOf(kept.data)
    assert.equal(Buffer.from(head ?? []).toString('latin1', 0, 8), 'OpusHead')
    const decoder = await createDecoder({ sampleRate: 8000, channels: 1 })
    const heard = Float32Array.from(packets.flatMap((packet) => [...decoder.decodeFloat(packet)]))
    const rises = heard.filter((sample, at) => sample >= 0.01 && (heard[at - 1] ?? 0) < 0.01)
    assert.ok(Math.abs(rises.length / 2 - 440) < 5, `${rises.length / 2} Hz`)
  })

  it('shows where somebody spoke', async () => {
    const kept = await asKept(writeWav({ samples: sung, rate }), 4)
    const [first, second, third, fourth] = kept?.peaks ?? []
    assert.deepEqual([first, second], [0, 0])
    assert.ok((third ?? 0) > 100 && (fourth ?? 0) > 100)
  })

  it('is nothing where the file is no sound', async () => {
    assert.equal(await asKept(Buffer.from('RIFFnonsense'), 4), undefined)
    assert.equal(await asKept(writeWav({ samples: new Float32Array(0), rate }), 4), undefined)
  })
})
