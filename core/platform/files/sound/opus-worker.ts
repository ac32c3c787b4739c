import { parentPort } from 'node:worker_threads'
import { Application, createEncoder, Signal } from 'libopus-wasm'

/** 60 ms at 8 kHz: the longest frame costs the fewest bytes, and nobody waits for a recording. */
const frameSize = 480
const bitrate = 16_000

parentPort?.on('message', async (samples: Float32Array) => {
  const encoder = await createEncoder({
    sampleRate: 8000,
    channels: 1,
    application: Application.Voip,
    signal: Signal.Voice,
    bitrate,
    frameSize,
  })
  const padded = new Float32Array(Math.ceil(samples.length / frameSize) * frameSize)
  padded.set(samples)
  const packets: Uint8Array[] = []
  for (let at = 0; at < padded.length; at += frameSize)
    packets.push(encoder.encodeFloat(padded.subarray(at, at + frameSize)))
  parentPort?.postMessage({ packets, lookahead: encoder.getLookahead() })
})
