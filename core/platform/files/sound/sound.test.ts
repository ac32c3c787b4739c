import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { amrSeconds } from './amr.ts'
import { asAmr, playable, wavSeconds } from './index.ts'
import { readWav, toTelephone, writeWav } from './wav.ts'

/** A tone of 440 Hz. */
function tone(seconds: number, rate: number): Float32Array {
  return Float32Array.from(
    { length: seconds * rate },
    (_, at) => Math.sin((at * 440 * 2 * Math.PI) / rate) / 2,
  )
}

/** How often a second the sound goes up through nothing. */
function pitch(samples: Float32Array, rate: number): number {
  const rises = samples.filter((sample, at) => sample >= 0 && (samples[at - 1] ?? 0) < 0)
  return rises.length / (samples.length / rate)
}

describe('A voice note', () => {
  it('that a phone recorded becomes sound of the same length', async () => {
    const file = createRequire(import.meta.url).resolve('benz-amr-recorder/res/mario.amr')
    const recording = await playable(await readFile(file))
    assert.ok(recording)
    assert.equal(recording.seconds, 88.96)
    assert.equal(wavSeconds(recording.data), 88.96)
  })

  it('comes back as it was sung, from any rate of the browser', async () => {
    for (const rate of [8000, 16_000, 44_100, 48_000]) {
      const amr = await asAmr(writeWav({ samples: tone(2, rate), rate }))
      assert.ok(amr)
      assert.ok(amr.data.length < 4000, 'a telephone sends it')
      const again = await playable(amr.data)
      const sound = again && readWav(again.data)
      assert.ok(sound)
      const heard = pitch(sound.samples.subarray(2000), sound.rate)
      assert.ok(Math.abs(heard - 440) < 15, `${heard} Hz at ${rate}`)
    }
  })

  it('holds nobody up while it is read', async (t) => {
    const amr = await asAmr(writeWav({ samples: tone(60, 8000), rate: 8000 }))
    assert.ok(amr)
    let turns = 0
    let turn = setImmediate(function again() {
      turns += 1
      turn = setImmediate(again)
    })
    const recording = await playable(amr.data)
    clearImmediate(turn)
    assert.equal(Math.round(recording?.seconds ?? 0), 60)
    t.diagnostic(`the loop turned ${turns} times`)
    assert.ok(turns > 20, 'the loop stood still')
  })

  it("that is damaged, of another kind, or something else is nobody's sound", async () => {
    const whole = await asAmr(writeWav({ samples: tone(1, 8000), rate: 8000 }))
    assert.ok(whole)
    const broken = [
      Buffer.alloc(0),
      Buffer.from('#!AMR\n'),
      Buffer.from('#!AMR-WB\n' + '0'.repeat(200)),
      whole.data.subarray(0, -3),
      Buffer.concat([whole.data, Buffer.from([0xff])]),
      Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(500, 0x5c)]),
    ]
    for (const data of broken) assert.equal(await playable(data), undefined)
  })

  it('survives frames that are well formed and full of noise', async () => {
    const frame = (at: number) => [
      0x3c,
      ...Array.from({ length: 31 }, (_, byte) => (at * 97 + byte * 57) % 256),
    ]
    const noise = Buffer.from([
      ...Buffer.from('#!AMR\n'),
      ...Array.from({ length: 100 }, (_, at) => frame(at)).flat(),
    ])
    assert.equal((await playable(noise))?.seconds, 2)
  })

  it('may be silence', async () => {
    const silence = Buffer.from([...Buffer.from('#!AMR\n'), ...Array.from({ length: 50 }, () => 0x7c)])
    assert.equal(amrSeconds(silence), 1)
    assert.equal((await playable(silence))?.seconds, 1)
  })
})

describe('A WAV file', () => {
  it('of two channels is mixed into one, and of eight bits is not read', () => {
    const mono = writeWav({ samples: tone(1, 8000), rate: 8000 })
    const body = mono.subarray(44)
    const both = Buffer.alloc(body.length * 2)
    for (let at = 0; at < body.length; at += 2) {
      body.copy(both, at * 2, at, at + 2)
      body.copy(both, at * 2 + 2, at, at + 2)
    }
    const head = Buffer.from(mono.subarray(0, 44))
    head.writeUInt16LE(2, 22)
    head.writeUInt32LE(both.length, 40)
    const stereo = readWav(Buffer.concat([head, both]))
    assert.equal(stereo?.samples.length, 8000)
    assert.ok(Math.abs(pitch(stereo.samples, 8000) - 440) < 2)
    head.writeUInt16LE(8, 34)
    assert.equal(readWav(Buffer.concat([head, both])), undefined)
  })

  it('that ends too early is read as far as it goes, and one without sound is none', () => {
    const whole = writeWav({ samples: tone(1, 8000), rate: 8000 })
    assert.equal(readWav(whole.subarray(0, 44 + 8000))?.samples.length, 4000)
    assert.equal(readWav(whole.subarray(0, 30)), undefined)
    assert.equal(readWav(Buffer.from('not a sound at all, and not a file of it either')), undefined)
  })

  it('does not whistle where it had more samples than a telephone hears', () => {
    const rate = 48_000
    const high = Float32Array.from({ length: rate }, (_, at) => Math.sin((at * 12_000 * 2 * Math.PI) / rate))
    assert.ok(toTelephone({ samples: high, rate }).every((sample) => Math.abs(sample) < 0.4))
  })
})
