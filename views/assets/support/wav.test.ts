import assert from 'node:assert/strict'
import { it } from 'node:test'
import { wavOf } from './wav.ts'

it('A recording becomes a WAV that says how long it is, louder than loud cut off', async () => {
  const wav = wavOf(new Float32Array([0, 0.5, 1, -1, 2]), 8000)
  const bytes = Buffer.from(await wav.arrayBuffer())
  assert.equal(wav.type, 'audio/wav')
  assert.equal(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16), 'RIFFWAVEfmt ')
  assert.equal(bytes.readUInt32LE(4), bytes.length - 8)
  assert.equal(bytes.readUInt32LE(24), 8000)
  assert.equal(bytes.readUInt32LE(40), 10)
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((index) => bytes.readInt16LE(44 + index * 2)),
    [0, 16384, 32767, -32767, 32767],
  )
})
